package io.souschef.check.step;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the program's update is that of a mean over the batch, whatever its loss is: a rule written by hand may divide by the batch
 * size itself. Half a batch with every example in it twice has the mean gradient of the half, and twice its sum; where the first update is
 * the same, and points where the gradient does, as with plain SGD, the size of the batch is no part of the rate. The first update of a
 * rule that divides by the size of its gradients tells nothing.
 *
 * @see <a href="https://d2l.ai/chapter_linear-regression/linear-regression-scratch.html">Dive into Deep Learning, section 3.4.4</a>
 */
public record MeanUpdate() implements Probe<Boolean> {
    /** Of the update's size; a sum's is twice as large. */
    private static final double SAME = 0.02;

    /** Cosine. That of Adam's first update, all numbers of a size, is 0.8 with gradients that are spread like a normal distribution. */
    private static final double ALONG = 0.99;

    @Override
    public Boolean measure(Subject subject) {
        if (subject.fresh(program -> program.declares().clipNorm().isPresent())) {
            return false; // clipped to a length, a sum and a mean are the same
        }
        double[] once = subject.fresh(program -> update(program, false));
        double[] twice = subject.fresh(program -> update(program, true));
        double[] gradient = subject.fresh(MeanUpdate::gradient);
        double size = Math.sqrt(dot(once, once));
        double[] apart = new double[once.length];
        Arrays.setAll(apart, i -> twice[i] - once[i]);
        return size > 0
                && Math.sqrt(dot(apart, apart)) < SAME * size
                && -dot(once, gradient) > ALONG * size * Math.sqrt(dot(gradient, gradient));
    }

    private static double[] update(TrainingProgram program, boolean twice) {
        try (Batch batch = half(program, twice)) {
            double[] before = weights(program);
            program.step(batch);
            double[] after = weights(program);
            Arrays.setAll(after, i -> after[i] - before[i]);
            return after;
        }
    }

    private static double[] gradient(TrainingProgram program) {
        try (Batch batch = half(program, false)) {
            program.net().train();
            List<Tensor> weights = List.copyOf(program.net().parameters().values());
            Tensor loss = program.loss(program.forward(batch), batch);
            if (!loss.requiresGrad()) {
                throw new CouldNotJudge("the loss takes no gradient");
            }
            List<Optional<Tensor>> gradients = loss.gradOf(weights);
            double[][] each = new double[weights.size()][];
            Arrays.setAll(each, i -> gradients
                    .get(i)
                    .map(Tensor::toDoubles)
                    .orElseGet(() -> new double[(int) weights.get(i).numel()]));
            return Arrays.stream(each).flatMapToDouble(Arrays::stream).toArray();
        }
    }

    private static double[] weights(TrainingProgram program) {
        try (Scope scope = Scope.open("weights")) {
            return program.net().parameters().values().stream()
                    .map(weight -> weight.detach().toDoubles())
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
        }
    }

    private static Batch half(TrainingProgram program, boolean twice) {
        Batch whole = Feeder.open(program, 0);
        return Batch.open("half", () -> {
            int n = Math.max(1, whole.size() / 2);
            int times = twice ? 2 : 1;
            Map<String, Tensor> inputs = new LinkedHashMap<>();
            whole.inputs().forEach((name, input) -> inputs.put(name, first(input, n, times)));
            long[] ids = new long[n * times];
            Arrays.setAll(ids, i -> whole.ids()[i % n]);
            return new Batch.Content(inputs, first(whole.target(), n, times), ids);
        });
    }

    private static Tensor first(Tensor all, int n, int times) {
        Tensor half = all.narrow(0, 0, n).copy();
        return times == 1 ? half : Tensor.cat(List.of(half, half), 0);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Whether it is; false where that can't be known. */
    public static boolean of(Subject subject) {
        try {
            return subject.measured(new MeanUpdate());
        } catch (RuntimeException unknown) {
            return false;
        }
    }
}
