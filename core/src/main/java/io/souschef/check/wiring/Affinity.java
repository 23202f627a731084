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

/** How far a net is from an affine function of its input: |f(a + b) − f(a) − f(b) + f(0)| / |f(a) − f(0)|, in evaluation mode. */
record Affinity() implements Probe<Double> {
    private static final int EXAMPLES = 8;

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
                    return measured(program, batch, subject.seed());
                }
            }
        });
    }

    private static double measured(TrainingProgram program, Batch batch, long seed) {
        double[] zero = output(program, batch, 0, 0, seed);
        double[] a = output(program, batch, 1, 0, seed);
        double[] b = output(program, batch, 0, 1, seed);
        double[] both = output(program, batch, 1, 1, seed);
        double gap = 0;
        double size = 0;
        for (int i = 0; i < zero.length; i++) {
            gap = Math.max(gap, Math.abs(both[i] - a[i] - b[i] + zero[i]));
            size = Math.max(size, Math.max(Math.abs(a[i] - zero[i]), Math.abs(b[i] - zero[i])));
        }
        if (size == 0) {
            throw new CouldNotJudge("the output doesn't depend on the input");
        }
        return gap / size;
    }

    private static double[] output(TrainingProgram program, Batch batch, double a, double b, long seed) {
        try (Batch mixed = Cut.changed(
                batch,
                input -> noise(input, seed, "a")
                        .mul(a)
                        .add(noise(input, seed, "b").mul(b)),
                target -> target,
                batch.ids())) {
            double[] output = answer(program, mixed);
            if (Arrays.stream(output).anyMatch(value -> !Double.isFinite(value))) {
                throw new CouldNotJudge("the output holds numbers that are not finite");
            }
            return output;
        }
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
