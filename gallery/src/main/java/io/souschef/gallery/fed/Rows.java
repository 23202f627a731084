package io.souschef.gallery.fed;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Examples in memory: inputs and targets by number.
 *
 * @param x the inputs
 * @param y the targets
 * @param shape of one input
 * @param targetShape of one target; empty for a single number
 * @param whole whether targets are classes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
public record Rows(float[][] x, double[][] y, long[] shape, long[] targetShape, boolean whole) {
    /** How an example is shown: its input and its target, by its number. */
    public record Look(IntFunction<float[]> input, IntFunction<double[]> target) {}

    public int size() {
        return x.length;
    }

    /** The same with other inputs. */
    public Rows map(UnaryOperator<float[]> change) {
        return new Rows(Arrays.stream(x).map(change).toArray(float[][]::new), y, shape, targetShape, whole);
    }

    /** The same with other targets. */
    public Rows withTargets(double[][] other) {
        return new Rows(x, other, shape, targetShape, whole);
    }

    /** The same with other inputs of another shape. */
    public Rows withInputs(float[][] other, long... otherShape) {
        return new Rows(other, y, otherShape, targetShape, whole);
    }

    /** The numbers from {@code from} up to, not including, {@code to}. */
    public static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }

    /** {@code ids} in the order of this epoch. */
    public static int[] shuffled(int[] ids, long seed, int epoch) {
        int[] order = RandomStream.of(seed, "shuffle").at(epoch).permutation(ids.length);
        return Arrays.stream(order).map(i -> ids[i]).toArray();
    }

    /** Batches of these examples, in this order, as they are. */
    public Batches batches(int[] order, int size) {
        return batches(order, size, new Look(id -> x[id], id -> y[id]));
    }

    /** Batches of these examples, in this order, as {@code look} shows them. */
    public Batches batches(int[] order, int size, Look look) {
        int count = (order.length + size - 1) / size;
        return Batches.of(
                count,
                order.length,
                b -> batch(Arrays.copyOfRange(order, b * size, Math.min(order.length, (b + 1) * size)), look));
    }

    /** One batch. */
    public Batch batch(int[] ids, Look look) {
        return Batch.open("rows", () -> {
            float[][] inputs = Arrays.stream(ids).mapToObj(look.input()).toArray(float[][]::new);
            double[][] targets = Arrays.stream(ids).mapToObj(look.target()).toArray(double[][]::new);
            return Batch.Content.of(
                    Tensor.of(flat(inputs), with(ids.length, shape)),
                    target(targets, with(ids.length, targetShape)),
                    Arrays.stream(ids).asLongStream().toArray());
        });
    }

    private Tensor target(double[][] targets, long[] sizes) {
        double[] flat = Arrays.stream(targets).flatMapToDouble(Arrays::stream).toArray();
        if (whole) {
            return Tensor.of(
                    Arrays.stream(flat).mapToLong(value -> (long) value).toArray(), sizes);
        }
        float[] floats = new float[flat.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) flat[i];
        }
        return Tensor.of(floats, sizes);
    }

    private static float[] flat(float[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * rows[0].length, rows[0].length);
        }
        return flat;
    }

    private static long[] with(int n, long[] sizes) {
        long[] all = new long[sizes.length + 1];
        all[0] = n;
        System.arraycopy(sizes, 0, all, 1, sizes.length);
        return all;
    }
}
