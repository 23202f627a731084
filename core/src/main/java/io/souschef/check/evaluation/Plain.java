package io.souschef.check.evaluation;

import io.souschef.check.CouldNotJudge;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.DType;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import io.souschef.tensor.WrongShape;
import io.souschef.train.Evaluation;
import io.souschef.train.Glance;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The package's own evaluation of a program.
 *
 * @param evaluation every example once, in evaluation mode
 * @param sizes of the batches, in predictions
 * @param ownLosses of each batch by the program's own loss, in evaluation mode; NaN where it can't be asked of these batches, which
 *     may lack what it takes in training: weights of examples, a teacher's answers
 * @param shape of the outputs for the last batch
 * @param operations of layers
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
record Plain(Evaluation evaluation, int[] sizes, double[] ownLosses, long[] shape, int operations) {
    /** Over all of {@code batches}. */
    static Plain of(TrainingProgram program, Batches batches) {
        List<Integer> sizes = new ArrayList<>();
        List<Double> own = new ArrayList<>();
        long[][] shape = {{}};
        int[] operations = {0};
        Evaluation evaluation;
        try (Scope scope = Scope.open("plain");
                Trace trace = Trace.open(step -> operations[0] += Passes.LAYERS.contains(step.operation()) ? 1 : 0)) {
            evaluation = Evaluation.of(program, batches, (batch, output) -> {
                sizes.add(program.task().predictions(output, batch.target()).example().length);
                own.add(own(program, batch, output));
                shape[0] = output.shape().toArray();
            });
        } catch (WrongShape several) {
            throw new CouldNotJudge(
                    "the task's loss takes no such outputs with such targets, of other shapes: there is nothing to hold the program's evaluation against");
        }
        return new Plain(
                evaluation,
                sizes.stream().mapToInt(size -> size).toArray(),
                own.stream().mapToDouble(loss -> loss).toArray(),
                shape[0],
                operations[0]);
    }

    private static double own(TrainingProgram program, Batch batch, Tensor output) {
        try {
            return program.loss(output, batch).item();
        } catch (RuntimeException takesMore) {
            return Double.NaN;
        }
    }

    /** Operations of layers in so many batches; at least one. */
    double operationsIn(int batches) {
        return Math.max(1, (double) operations / sizes.length * batches);
    }

    /** The program's own loss, a mean over predictions. */
    double ownLoss() {
        double sum = 0;
        for (int b = 0; b < sizes.length; b++) {
            sum += sizes[b] * ownLosses[b];
        }
        return sum / IntStream.of(sizes).sum();
    }

    /** The same, a mean over batches. */
    double ownLossOverBatches() {
        return Arrays.stream(ownLosses).average().orElse(Double.NaN);
    }

    /** Whether the metric is another than that of some of the batches, and than the mean of theirs where they differ in size. */
    boolean tellsMetricsApart(boolean equalSizes) {
        double whole = evaluation.metric();
        double first = metric(0, sizes[0]);
        double last = metric(sizes[0], evaluation.size());
        return whole != first && whole != last && (equalSizes || !Assessed.close(whole, (first + last) / 2));
    }

    private double metric(int from, int to) {
        return evaluation
                .task()
                .metric(Arrays.stream(evaluation.merits(), from, to).average().orElse(Double.NaN));
    }

    /**
     * The sizes of all batches in predictions, where {@code whole} is what the package would say of them: its examples, targets and losses
     * are looked at one by one, its outputs where this, the plain evaluation of {@link Glance#at} these, has computed them anew.
     * Else nothing.
     */
    Optional<int[]> sizesIn(TrainingProgram program, Evaluation whole, Batches all) {
        if (whole.size() == 0
                || whole.size() < evaluation.size()
                || !Arrays.equals(evaluation.outputs(), glanced(whole))) {
            return Optional.empty();
        }
        int[] sizes = new int[all.count()];
        int at = 0;
        for (int b = 0; b < sizes.length; b++) {
            try (Batch batch = all.open(b);
                    NoGrad off = NoGrad.open()) {
                sizes[b] = agreed(program.task(), whole, at, batch);
            }
            if (sizes[b] == 0) {
                return Optional.empty();
            }
            at += sizes[b];
        }
        return at == whole.size() ? Optional.of(sizes) : Optional.empty();
    }

    /** How many of the predictions from {@code at} on are of this batch, where all of them are as they should be; else 0. */
    private int agreed(Task task, Evaluation whole, int at, Batch batch) {
        long[] like = shape.clone();
        like[0] = batch.size();
        Task.Predictions each = task.predictions(Tensor.full(0, DType.FLOAT32, like), batch.target());
        int n = each.example().length;
        if (n == 0 || at + n > whole.size()) {
            return 0;
        }
        float[] targets = each.target().toFloats();
        int width = width(whole);
        int aims = targets.length / n;
        long[] ids = batch.ids();
        long[] asked = Arrays.stream(each.example()).mapToLong(row -> ids[row]).toArray();
        if (!Arrays.equals(asked, Arrays.copyOfRange(whole.ids(), at, at + n))
                || !Arrays.equals(targets, Arrays.copyOfRange(whole.targets(), at * aims, (at + n) * aims))) {
            return 0;
        }
        float[] outputs = Arrays.copyOfRange(whole.outputs(), at * width, (at + n) * width);
        double[] losses = task.lossEach(Tensor.of(outputs, each.output().shape().toArray()), each.target())
                .toDoubles();
        return Arrays.equals(losses, Arrays.copyOfRange(whole.losses(), at, at + n)) ? n : 0;
    }

    private static int width(Evaluation of) {
        return of.outputs().length / of.size();
    }

    /** The outputs of the batches that were glanced at, among all. */
    private float[] glanced(Evaluation whole) {
        int width = width(whole);
        int[] rows = rows(whole.size());
        float[] outputs = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(whole.outputs(), rows[i] * width, outputs, i * width, width);
        }
        return outputs;
    }

    /** Where the predictions that were glanced at are among {@code n}: at the start, and for the last batch at the end. */
    private int[] rows(int n) {
        int last = sizes[sizes.length - 1];
        int first = IntStream.of(sizes).sum() - last;
        return IntStream.concat(IntStream.range(0, first), IntStream.range(n - last, n))
                .toArray();
    }
}
