package io.souschef.check.wiring;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.DType;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a loss takes beside the output that it is handed: the weights that it reaches past it, and whether the batch goes that way too. A
 * penalty reaches weights and no data; a loss that asks the net again, or takes what the forward pass has left there, reaches both. It
 * is asked with the output cut off, of the same output with other inputs in the batch, and with other targets.
 *
 * @param size that the weights are multiplied by beforehand
 */
public record Aside(double size) implements Probe<Aside.View> {
    /**
     * Of the pull: where it changes by less, it takes no part of the batch. A penalty's changes by rounding alone; that at a learned
     * weight of a task, of a net that has learnt nothing yet, by two per cent.
     */
    private static final double SAME = 1e-3;

    /** Cosine between a weight and what pulls it: above it that is a decay. */
    private static final double ALONG = 0.99;

    /**
     * At one of the weights.
     *
     * @param aside norm of the gradient that doesn't come by the output
     * @param whole norm of what is left of the gradient without it
     * @param inward the first times the weight: above zero where it makes the weight smaller
     * @param square of the weight's norm
     * @param inputs whether the first changes with the inputs
     * @param targets whether it changes with the targets
     */
    public record Pull(double aside, double whole, double inward, double square, boolean inputs, boolean targets) {
        /** Whether it is of the weights alone. */
        public boolean penalty() {
            return aside > 0 && !inputs && !targets;
        }

        /** Of a penalty f w² / 2, and of nothing else, the factor f; else 0. */
        public double decay() {
            return penalty() && inward > ALONG * aside * Math.sqrt(square) ? inward / square : 0;
        }

        /** Whether inputs go that way, but no targets: a penalty on what the layers put out, or another task that is learnt beside. */
        public boolean unasked() {
            return aside > 0 && inputs && !targets;
        }
    }

    /**
     * @param gradient whether the loss takes a gradient at all
     * @param output whether its gradient reaches the output that it is handed
     * @param value whether its value depends on that output
     * @param pulls at the weights that it reaches past the output
     */
    public record View(boolean gradient, boolean output, boolean value, List<Pull> pulls) {
        /** Whether data go past the output. */
        public boolean data() {
            return pulls.stream().anyMatch(pull -> pull.aside() > 0 && (pull.inputs() || pull.targets()));
        }

        /** Whether what takes inputs and no targets pulls the weights towards zero. */
        public boolean inward() {
            return inward(Pull::unasked) > BesideTheData.INWARD;
        }

        /** Cosine between the pulls of {@code which} together and their weights: above zero where it makes them smaller. */
        public double inward(Predicate<Pull> which) {
            double along = 0;
            double pull = 0;
            double square = 0;
            for (Pull one : pulls) {
                if (which.test(one)) {
                    along += one.inward();
                    pull += one.aside() * one.aside();
                    square += one.square();
                }
            }
            return pull == 0 ? 0 : along / Math.sqrt(pull * square);
        }

        /** Whether the loss takes no output and asks the net itself: what it says to other outputs means nothing. */
        public boolean only() {
            return gradient && !output && !value && data();
        }
    }

    /** Of the program as it is. */
    public static Aside asItIs() {
        return new Aside(1);
    }

    @Override
    public View measure(Subject subject) {
        First first = subject.fresh(this::first);
        boolean value = first.output || subject.fresh(Aside::hears);
        if (first.aside.isEmpty()) {
            return new View(first.gradient, first.output, value, List.of());
        }
        List<float[]> inputs = subject.fresh(program -> other(program, first, true));
        List<float[]> targets = subject.fresh(program -> other(program, first, false));
        List<Pull> pulls = new ArrayList<>();
        for (int i = 0; i < first.aside.size(); i++) {
            float[] pull = first.aside.get(i);
            pulls.add(new Pull(
                    norm(pull),
                    first.whole.get(i),
                    first.inward.get(i),
                    first.square.get(i),
                    differs(pull, inputs.isEmpty() ? pull : inputs.get(i)),
                    differs(pull, targets.isEmpty() ? pull : targets.get(i))));
        }
        return new View(first.gradient, first.output, value, List.copyOf(pulls));
    }

    /** What the program's own first batch gives; {@code aside} is empty where nothing is reached past the output. */
    private record First(
            boolean gradient,
            boolean output,
            long[] shape,
            float[] handed,
            List<float[]> aside,
            List<Double> whole,
            List<Double> inward,
            List<Double> square) {}

    private First first(TrainingProgram program) {
        scale(program, size);
        try (Batch batch = program.training(0).open(0)) {
            program.net().train();
            Tensor output = program.forward(batch);
            Tensor cut = output.detach();
            Tensor penalty = program.loss(cut, batch);
            Tensor loss = program.loss(output, batch);
            boolean reached = loss.requiresGrad()
                    && output.requiresGrad()
                    && loss.gradOf(List.of(output)).get(0).isPresent();
            long[] shape = cut.shape().toArray();
            if (!penalty.requiresGrad()) {
                return new First(
                        loss.requiresGrad(), reached, shape, new float[0], List.of(), List.of(), List.of(), List.of());
            }
            List<Tensor> weights = weights(program);
            List<Optional<Tensor>> aside = penalty.gradOf(weights);
            List<Optional<Tensor>> all = loss.gradOf(weights);
            List<float[]> pulls = new ArrayList<>();
            List<Double> whole = new ArrayList<>();
            List<Double> inward = new ArrayList<>();
            List<Double> square = new ArrayList<>();
            for (int i = 0; i < weights.size(); i++) {
                Tensor weight = weights.get(i).detach();
                Tensor pull = aside.get(i).orElse(weight.mul(0));
                pulls.add(pull.toFloats());
                whole.add(all.get(i).orElse(weight.mul(0)).sub(pull).norm().item());
                inward.add(pull.mul(weight).sum().item());
                square.add(weight.mul(weight).sum().item());
            }
            return new First(
                    loss.requiresGrad(), reached, shape, cut.toFloats(), List.copyOf(pulls), whole, inward, square);
        }
    }

    /**
     * Whether the loss says something else to other outputs, or refuses them; in evaluation mode, where a loss that asks the net itself draws
     * nothing anew.
     */
    private static boolean hears(TrainingProgram program) {
        try (Batch batch = program.training(0).open(0);
                NoGrad off = NoGrad.open()) {
            program.net().eval();
            Tensor output = program.forward(batch);
            Tensor noise = RandomStream.of(1, "other outputs")
                    .normal(0, 1, output.shape().toArray());
            double loss = program.loss(output, batch).item();
            boolean same = Double.compare(loss, program.loss(output, batch).item()) == 0;
            return same
                    && Double.compare(
                                    loss, program.loss(output.add(noise), batch).item())
                            != 0;
        } catch (RuntimeException refused) {
            return true;
        }
    }

    /** The same pulls with other inputs, or other targets, beside the same output; none where the program takes no others. */
    private List<float[]> other(TrainingProgram program, First first, boolean inputs) {
        scale(program, size);
        try (Batch batch = program.training(0).open(0);
                Batch changed = inputs
                        ? Cut.changed(batch, Aside::fewer, target -> target, batch.ids())
                        : otherTargets(program.task(), batch)) {
            program.net().train();
            program.forward(changed); // leaves what a loss takes from the net
            Tensor loss = program.loss(Tensor.of(first.handed, first.shape), changed);
            return loss.gradOf(weights(program)).stream()
                    .map(pull -> pull.map(Tensor::toFloats).orElseGet(() -> new float[0]))
                    .toList();
        } catch (RuntimeException refused) {
            return List.of();
        }
    }

    /**
     * The same batch with other targets: numbers with the opposite sign, the opposite answers to yes or no, and the classes of other
     * examples.
     */
    public static Batch otherTargets(Task task, Batch batch) {
        return Cut.changed(
                batch,
                input -> input,
                target -> !target.dtype().isFloat()
                        ? fewer(target)
                        : task instanceof Task.MultiLabel
                                ? target.neg().add(1)
                                : target.neg().to(DType.FLOAT32),
                batch.ids());
    }

    /** The first half of the rows, each twice: other numbers on average, too. */
    private static Tensor fewer(Tensor tensor) {
        int n = (int) tensor.size(0);
        int[] rows = new int[n];
        Arrays.setAll(rows, i -> i / 2);
        return Cut.rows(tensor, rows);
    }

    /** All weights of a program, multiplied by {@code size}. */
    static void scale(TrainingProgram program, double size) {
        if (size != 1) {
            try (Scope scope = Scope.open("scale");
                    NoGrad off = NoGrad.open()) {
                program.net().parameters().values().forEach(weight -> weight.mulInPlace(size));
            }
        }
    }

    private static List<Tensor> weights(TrainingProgram program) {
        return program.net().parameters().values().stream()
                .filter(Tensor::requiresGrad)
                .toList();
    }

    /** Whether two gradients differ by more than rounding. */
    public static boolean differs(float[] one, float[] other) {
        float[] there = other.length == 0 ? new float[one.length] : other;
        double square = 0;
        for (int i = 0; i < one.length; i++) {
            square += Math.pow((double) one[i] - there[i], 2);
        }
        return !(Math.sqrt(square) <= SAME * norm(one));
    }

    private static double norm(float[] values) {
        double square = 0;
        for (float value : values) {
            square += (double) value * value;
        }
        return Math.sqrt(square);
    }
}
