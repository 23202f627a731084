package io.souschef.train;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.nn.Layer;
import io.souschef.statistics.Interval;
import io.souschef.tensor.Engine;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.function.BiConsumer;

/**
 * How good a net is over a whole split, with everything per example: losses, outputs, targets. Not a mean of means: every
 * example counts once, whatever batch it was in. Of sequences every predicted position is a row of its own.
 *
 * @param task what was predicted
 * @param ids of the examples, in order; repeated where an example has several predictions
 * @param losses per row
 * @param outputs of the net, row by row, {@link Task#outputs()} wide
 * @param targets row by row
 */
public record Evaluation(Task task, long[] ids, double[] losses, float[] outputs, float[] targets) {

    /** Evaluates {@code program} on {@code batches}, in evaluation mode, without gradients; then restores the modes. */
    public static Evaluation of(TrainingProgram program, Batches batches) {
        return of(program, batches, (batch, output) -> {});
    }

    /** The same, and hands over each batch with the net's output for it, while both are open and the net is in evaluation mode. */
    public static Evaluation of(TrainingProgram program, Batches batches, BiConsumer<Batch, Tensor> seen) {
        if (!program.net().convolves()) {
            Engine.forMatrices();
        }
        try (EvaluationMode mode = new EvaluationMode(program.net())) {
            Gathered all = new Gathered();
            for (Batch batch : Glance.taken(batches)) {
                try (batch;
                        NoGrad off = NoGrad.open()) {
                    Tensor output = program.forward(batch);
                    Task.Predictions each = program.task().predictions(output, batch.target());
                    long[] ids = batch.ids();
                    all.add(
                            Arrays.stream(each.example())
                                    .mapToLong(row -> ids[row])
                                    .toArray(),
                            program.task()
                                    .lossEach(each.output(), each.target())
                                    .toDoubles(),
                            each.output().toFloats(),
                            each.target().toFloats());
                    seen.accept(batch, output);
                }
            }
            return all.evaluation(program.task());
        }
    }

    /** The metric of {@code task} for some outputs and their targets. */
    public static double metric(Task task, Tensor output, Tensor target) {
        Task.Predictions each = task.predictions(output, target);
        float[] outputs = each.output().toFloats();
        float[] targets = each.target().toFloats();
        double sum = 0;
        for (int i = 0; i < each.example().length; i++) {
            sum += task.merit(outputs, targets, i);
        }
        return task.metric(sum / each.example().length);
    }

    /** Number of predictions: of examples, or of positions in sequences. */
    public int size() {
        return ids.length;
    }

    /** Mean loss. */
    public double loss() {
        return Arrays.stream(losses).average().orElse(Double.NaN);
    }

    /** The task's metric, e.g. accuracy. */
    public double metric() {
        return task.metric(Arrays.stream(merits()).average().orElse(Double.NaN));
    }

    /** What each example adds to the metric. */
    public double[] merits() {
        double[] merits = new double[ids.length];
        for (int i = 0; i < merits.length; i++) {
            merits[i] = task.merit(outputs, targets, i);
        }
        return merits;
    }

    /** The metric with its 95 % interval over examples: Wilson's for a share, else from the spread of the merits. */
    public Interval interval() {
        double[] merits = merits();
        if (task instanceof Task.Classification || task instanceof Task.NextToken || task instanceof Task.Dense) {
            return Interval.proportion(Math.round(Arrays.stream(merits).sum()), merits.length);
        }
        Interval mean = Interval.mean(merits);
        double most = task instanceof Task.MultiLabel ? 1 : Double.POSITIVE_INFINITY;
        return new Interval(
                task.metric(mean.value()),
                task.metric(Math.max(0, mean.low())),
                task.metric(Math.min(most, mean.high())));
    }

    /** Whether {@code other} is worse than this by the task's metric. */
    public boolean betterThan(Evaluation other) {
        return task.higherIsBetter() ? metric() > other.metric() : metric() < other.metric();
    }

    /**
     * Whether this is better than {@code other}, of the same examples, and not by chance: its loss is lower by more than twice the
     * standard error of the paired difference, and its metric is not worse by as much. The best of forty evaluations on three
     * hundred examples is mostly luck.
     *
     * <p>Of numbers a few examples can get so far out of hand that this error is as wide as the difference is large, and nothing would be
     * clear: a net with a squared loss of 3.9 beside one of 0.25. So there it is also better where the other's loss lies above the 95 %
     * interval of its own.
     */
    public boolean clearlyBetterThan(Evaluation other) {
        double sign = task.higherIsBetter() ? 1 : -1;
        boolean outOfHand =
                !task.higherIsBetter() && other.loss() > Interval.mean(losses).high() && betterThan(other);
        return outOfHand || (beyondChance(other.losses, losses, 1) && !beyondChance(other.merits(), merits(), sign));
    }

    /** Whether the sum of {@code sign · (more − less)} is above twice its standard error. */
    private static boolean beyondChance(double[] more, double[] less, double sign) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < more.length; i++) {
            double difference = sign * (more[i] - less[i]);
            sum += difference;
            squares += difference * difference;
        }
        return sum > 2 * Math.sqrt(squares);
    }

    /** The modes of a net, restored on closing. */
    private static final class EvaluationMode implements AutoCloseable {
        private final IdentityHashMap<Layer, Boolean> before = new IdentityHashMap<>();

        EvaluationMode(Layer net) {
            net.layers().values().forEach(layer -> before.put(layer, layer.isTraining()));
            net.eval();
        }

        @Override
        public void close() {
            before.forEach(Layer::training);
        }
    }
}
