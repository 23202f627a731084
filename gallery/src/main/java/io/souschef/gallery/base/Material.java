package io.souschef.gallery.base;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Made data: a function from an example's number to the example. The first {@link #train} are for training, the next
 * {@link #held} for evaluation.
 *
 * @param columns the inputs, then the target, by name
 */
public record Material(Task task, Map<String, Column> columns, int train, int held, int batch) {
    /**
     * One tensor of an example.
     *
     * @param shape of one example's; empty for a single number
     * @param whole whether it is made of int64 numbers
     * @param of makes the numbers of an example
     */
    public record Column(long[] shape, boolean whole, IntFunction<double[]> of) {}

    private static final String TARGET = "target";

    /** One input. */
    public static Material of(Task task, Column input, Column target) {
        return of(task, Map.of("input", input), target);
    }

    /** Several inputs. */
    public static Material of(Task task, Map<String, Column> inputs, Column target) {
        Map<String, Column> columns = new LinkedHashMap<>(inputs);
        columns.put(TARGET, target);
        return new Material(task, columns, 192, 64, 32);
    }

    /** The column of this name: an input, or "target". */
    public Column column(String name) {
        return Objects.requireNonNull(columns.get(name), name);
    }

    public Material withBatch(int size) {
        return new Material(task, columns, train, held, size);
    }

    public Material withTask(Task other) {
        return new Material(other, columns, train, held, batch);
    }

    /** In an order of its own for each epoch. */
    public Batches training(long seed, int epoch) {
        return batches(RandomStream.of(seed, "shuffle").at(epoch).permutation(train));
    }

    /** In order. */
    public Batches evaluation() {
        return batches(IntStream.range(train, train + held).toArray());
    }

    private Batches batches(int[] examples) {
        int count = (examples.length + batch - 1) / batch;
        return Batches.of(count, examples.length, b -> {
            int[] rows = Arrays.copyOfRange(examples, b * batch, Math.min(examples.length, (b + 1) * batch));
            return Batch.open("batch " + b, () -> content(rows));
        });
    }

    private Batch.Content content(int[] rows) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        columns.forEach((name, column) -> inputs.put(name, tensor(column, rows)));
        Tensor target = Objects.requireNonNull(inputs.remove(TARGET));
        return new Batch.Content(
                inputs, target, Arrays.stream(rows).asLongStream().toArray());
    }

    private static Tensor tensor(Column column, int[] rows) {
        double[] all = Arrays.stream(rows)
                .boxed()
                .flatMapToDouble(row -> Arrays.stream(column.of().apply(row)))
                .toArray();
        long[] shape = new long[column.shape().length + 1];
        shape[0] = rows.length;
        System.arraycopy(column.shape(), 0, shape, 1, column.shape().length);
        if (column.whole()) {
            return Tensor.of(Arrays.stream(all).mapToLong(value -> (long) value).toArray(), shape);
        }
        float[] floats = new float[all.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) all[i];
        }
        return Tensor.of(floats, shape);
    }
}
