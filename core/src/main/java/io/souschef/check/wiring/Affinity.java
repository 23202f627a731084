package io.souschef.check.wiring;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How far a net is from an affine function of its input: |f(a + b) − f(a) − f(b) + f(0)| / |f(a) − f(0)|, in evaluation mode. Where noise
 * of deviation one finds it affine, it is asked again at inputs like the batch's own, whose unit may be another, of several inputs at each
 * by itself, the others as they are, since a mask may drown all else, and with all weights moved by a little: what starts at nothing on
 * purpose, a residual branch behind a gate of zero, bends the net as soon as it learns.
 */
record Affinity() implements Probe<Double> {
    private static final int EXAMPLES = 8;

    /** So much of the size of each weight it is moved by, or by so much where all are zero. */
    private static final double JOLT = 0.1;

    /** Of the size of the outputs: a difference that is smaller than this part of them is taken for no smaller, it has lost its digits. */
    private static final double DIGITS = 0.01;

    /** Of an output's own size: what it moves by less than that is rounded away, as a score is to which a mask has added a billion. */
    private static final double ROUNDED = 1e-5;

    /**
     * A net that is farther from an affine function than this is none. One without an activation comes to 6e-7 at most, by rounding; 70
     * others to 0.11 and more, over 40 seeds each.
     */
    static final double AFFINE = 1e-4;

    @Override
    public Double measure(Subject subject) {
        return subject.fresh(program -> {
            try (Batch whole = program.training(0).open(0);
                    NoGrad off = NoGrad.open()) {
                if (whole.inputs().values().stream()
                        .anyMatch(input -> !input.dtype().isFloat())) {
                    throw new CouldNotJudge("only inputs of real numbers can be added up");
                }
                program.net().eval();
                int n = Cut.size(program, whole, EXAMPLES);
                try (Batch batch = Cut.first(whole, n)) {
                    double before = farthest(program, batch, subject.seed());
                    if (before >= AFFINE) {
                        return before;
                    }
                    jolt(program, subject.seed());
                    return Math.max(before, farthest(program, batch, subject.seed()));
                }
            }
        });
    }

    private static void jolt(TrainingProgram program, long seed) {
        program.net().parameters().forEach((name, weight) -> {
            double size = weight.detach().norm().item() / Math.sqrt((double) weight.numel());
            weight.addInPlace(
                    RandomStream.of(seed, "jolt " + name)
                            .normal(0, 1, weight.shape().toArray()),
                    JOLT * (size > 0 ? size : 1));
        });
    }

    /** By noise, by inputs like the batch's own, and by each input alone, until it is found not to be affine. */
    private static double farthest(TrainingProgram program, Batch batch, long seed) {
        Set<String> all = batch.inputs().keySet();
        OptionalDouble far = OptionalDouble.empty();
        for (boolean there : new boolean[] {false, true}) {
            far = farther(far, measured(program, batch, all, there, seed));
        }
        for (String one : all.size() > 1 ? all : Set.<String>of()) {
            far = farther(far, measured(program, batch, Set.of(one), true, seed));
        }
        return far.orElseThrow(() -> new CouldNotJudge("the output doesn't depend on the input"));
    }

    private static OptionalDouble farther(OptionalDouble one, OptionalDouble other) {
        return one.isPresent() && (other.isEmpty() || one.getAsDouble() > other.getAsDouble()) ? one : other;
    }

    /** Nothing where the output doesn't depend on these inputs. */
    private static OptionalDouble measured(
            TrainingProgram program, Batch batch, Set<String> inputs, boolean there, long seed) {
        double[] zero = output(program, batch, inputs, 0, 0, there, seed);
        double[] a = output(program, batch, inputs, 1, 0, there, seed);
        double[] b = output(program, batch, inputs, 0, 1, there, seed);
        double[] both = output(program, batch, inputs, 1, 1, there, seed);
        double gap = 0;
        double size = 0;
        for (int i = 0; i < zero.length; i++) {
            double moved = Math.max(Math.abs(a[i] - zero[i]), Math.abs(b[i] - zero[i]));
            if (moved < ROUNDED * Math.abs(zero[i])) {
                continue;
            }
            gap = Math.max(gap, Math.abs(both[i] - a[i] - b[i] + zero[i]));
            size = Math.max(size, moved);
            size = Math.max(size, there ? DIGITS * Math.abs(zero[i]) : 0);
        }
        return size == 0 ? OptionalDouble.empty() : OptionalDouble.of(gap / size);
    }

    private static double[] output(
            TrainingProgram program, Batch batch, Set<String> inputs, double a, double b, boolean there, long seed) {
        try (Batch mixed = Cut.changed(
                batch,
                (name, input) -> {
                    if (!inputs.contains(name)) {
                        return input;
                    }
                    Tensor noise = noise(input, seed, "a of " + name)
                            .mul(a)
                            .add(noise(input, seed, "b of " + name).mul(b));
                    return there ? noise.mul(deviation(input)).add(input.mean(0)) : noise;
                },
                target -> target,
                batch.ids())) {
            double[] output = answer(program, mixed);
            if (Arrays.stream(output).anyMatch(value -> !Double.isFinite(value))) {
                throw new CouldNotJudge("the output holds numbers that are not finite");
            }
            return output;
        }
    }

    /** Of each number of an example, over the examples. */
    private static Tensor deviation(Tensor input) {
        Tensor off = input.sub(input.mean(0));
        return off.mul(off).mean(0).sqrt();
    }

    /** Numbers that stand for something, categories or words, can't be replaced by noise. */
    private static double[] answer(TrainingProgram program, Batch mixed) {
        try {
            return program.forward(mixed).toDoubles();
        } catch (RuntimeException noNumbers) {
            throw new CouldNotJudge("the net takes no noise in place of its inputs");
        }
    }

    private static Tensor noise(Tensor input, long seed, String name) {
        return RandomStream.of(seed, name).normal(0, 1, input.shape().toArray());
    }
}
