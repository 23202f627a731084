package io.souschef.gallery.guests;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Rows in memory: one or several named inputs, a target, and a number for each row. */
public record Examples(Map<String, Column> inputs, Column target, int from, int to) {
    /** All rows of one input or target, one after the other; either of whole numbers or of real ones. */
    public record Column(float[] reals, long[] wholes, long... shape) {
        public static Column reals(float[][] rows, long... shape) {
            int width = rows[0].length;
            float[] all = new float[rows.length * width];
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(rows[i], 0, all, i * width, width);
            }
            return new Column(all, new long[0], shape);
        }

        public static Column wholes(long[][] rows, long... shape) {
            return new Column(
                    new float[0],
                    Arrays.stream(rows).flatMapToLong(Arrays::stream).toArray(),
                    shape);
        }

        private int width() {
            return (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        }

        public Tensor rows(int[] which) {
            int width = width();
            long[] full = new long[shape.length + 1];
            full[0] = which.length;
            System.arraycopy(shape, 0, full, 1, shape.length);
            if (reals.length > 0) {
                float[] out = new float[which.length * width];
                for (int i = 0; i < which.length; i++) {
                    System.arraycopy(reals, which[i] * width, out, i * width, width);
                }
                return Tensor.of(out, full);
            }
            long[] out = new long[which.length * width];
            for (int i = 0; i < which.length; i++) {
                System.arraycopy(wholes, which[i] * width, out, i * width, width);
            }
            return Tensor.of(out, full);
        }
    }

    public static Examples of(Column input, Column target, int rows) {
        return of(Map.of("input", input), target, rows);
    }

    public static Examples of(Map<String, Column> inputs, Column target, int rows) {
        return new Examples(inputs, target, 0, rows);
    }

    /** Two inputs in this order. */
    public static Examples of(String one, Column first, String two, Column second, Column target, int rows) {
        Map<String, Column> inputs = new LinkedHashMap<>();
        inputs.put(one, first);
        inputs.put(two, second);
        return new Examples(inputs, target, 0, rows);
    }

    public Examples part(int first, int last) {
        return new Examples(inputs, target, first, last);
    }

    public int size() {
        return to - from;
    }

    public Batch.Content rows(int[] which) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        inputs.forEach((name, column) -> tensors.put(name, column.rows(which)));
        return new Batch.Content(
                tensors,
                target.rows(which),
                Arrays.stream(which).mapToLong(i -> i).toArray());
    }

    public int[] inOrder() {
        return IntStream.range(from, to).toArray();
    }

    public int[] shuffled(long seed, int epoch) {
        int[] order = RandomStream.of(seed, "order").at(epoch).permutation(size());
        return Arrays.stream(order).map(i -> from + i).toArray();
    }

    /** Batches of {@code size} over {@code order}, the last one shorter. */
    public Batches batches(int[] order, int size) {
        return batches(order, size, content -> content);
    }

    /** The same, each changed on its way. */
    public Batches batches(int[] order, int size, Function<Batch.Content, Batch.Content> change) {
        return cut(order, size, which -> change.apply(rows(which)));
    }

    public static Batches cut(int[] order, int size, Function<int[], Batch.Content> make) {
        int count = (order.length + size - 1) / size;
        IntFunction<Batch> open = i -> Batch.open(
                "batch " + i,
                () -> make.apply(Arrays.copyOfRange(order, i * size, Math.min(order.length, (i + 1) * size))));
        return Batches.of(count, order.length, open);
    }
}
