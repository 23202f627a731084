package io.souschef.check;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.nn.Layer;
import io.souschef.nn.Mlp;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Optimizer;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A program whose test makes each of its examples: 240 to train on, in batches of 16, and 120 to evaluate. */
public class Fed implements TrainingProgram {
    public static final int TRAIN = 240, ALL = 360, BATCH = 16;

    /** Makes the input or the target of example {@code row}, at {@code slot} of its batch, in {@code epoch}; −1 in evaluation. */
    public interface Made {
        float[] of(int row, int epoch, int slot);
    }

    protected final long seed;
    protected final Layer net;
    protected final Optimizer optimizer;
    private final Task task;
    private final Made inputs;
    private final Made targets;

    public Fed(long seed, Task task, Layer net, Made inputs, Made targets) {
        this.seed = seed;
        this.task = task;
        this.net = net;
        this.optimizer = new Adam(net, 3e-3);
        this.inputs = inputs;
        this.targets = targets;
    }

    /** Classes that nothing tells, by an MLP from features of noise: where only the loop counts. */
    public Fed(long seed, int columns, int classes) {
        this(
                seed,
                Task.classification(classes),
                new Mlp(seed, columns, 24, classes),
                (row, epoch, slot) -> features(row, columns),
                (row, epoch, slot) -> new float[] {row % classes});
    }

    /** A table of so many columns. */
    public static Fed table(long seed, Task task, int columns, int outputs, Made inputs, Made targets) {
        return new Fed(seed, task, new Mlp(seed, columns, 24, outputs), inputs, targets);
    }

    /** So many features of example {@code row}, standard normal. */
    public static float[] features(int row, int columns) {
        float[] x = new float[columns];
        for (int i = 0; i < columns; i++) {
            x[i] = (float) RandomStream.of(4, "rows").at(row).gaussian(i);
        }
        return x;
    }

    /** What {@code check} says about {@code subject}; that it can't judge is a finding too. */
    public static Finding found(Check check, Subject subject) {
        return CheckRun.of(List.of(check)).on(subject).all().get(0);
    }

    @Override
    public Task task() {
        return task;
    }

    @Override
    public Layer net() {
        return net;
    }

    @Override
    public Optional<Optimizer> optimizer() {
        return Optional.of(optimizer);
    }

    @Override
    public Batches training(int epoch) {
        return batches(RandomStream.of(seed, "order").at(epoch).permutation(TRAIN), epoch);
    }

    @Override
    public Batches evaluation() {
        return batches(IntStream.range(TRAIN, ALL).toArray(), -1);
    }

    /** Shape of an input without the batch. */
    protected long[] shape(float[] input) {
        return new long[] {input.length};
    }

    /** Shape of a target of real numbers without the batch. */
    protected long[] targetShape(float[] target) {
        return new long[] {target.length};
    }

    protected Batches batches(int[] rows, int epoch) {
        return Batches.of((rows.length + BATCH - 1) / BATCH, rows.length, b -> {
            int[] some = Arrays.copyOfRange(rows, b * BATCH, Math.min(rows.length, (b + 1) * BATCH));
            return Batch.open("fed", () -> content(some, epoch));
        });
    }

    private Batch.Content content(int[] rows, int epoch) {
        float[][] x = new float[rows.length][];
        float[][] y = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            x[i] = inputs.of(rows[i], epoch, i);
            y[i] = targets.of(rows[i], epoch, i);
        }
        long[] ids = Arrays.stream(rows).asLongStream().toArray();
        long[] shape = batched(rows.length, shape(x[0]));
        Tensor target = task instanceof Task.Regression || task instanceof Task.MultiLabel
                ? Tensor.of(joined(y), batched(rows.length, targetShape(y[0])))
                : Tensor.of(Arrays.stream(y).mapToLong(one -> (long) one[0]).toArray(), rows.length);
        return Batch.Content.of(Tensor.of(joined(x), shape), target, ids);
    }

    private static long[] batched(int size, long... shape) {
        return LongStream.concat(LongStream.of(size), LongStream.of(shape)).toArray();
    }

    private static float[] joined(float[][] rows) {
        float[] all = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, all, i * rows[0].length, rows[0].length);
        }
        return all;
    }
}
