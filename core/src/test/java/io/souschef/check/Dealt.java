package io.souschef.check;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.nn.Layer;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A program whose test makes whole batches of rows: 240 to train on, and 120 to evaluate. */
public class Dealt extends Fed {
    /** Makes a batch of these rows, in {@code epoch}; −1 in evaluation. */
    public interface Content {
        Batch.Content of(int[] rows, int epoch);
    }

    private final Content content;

    public Dealt(long seed, Task task, Layer net, Content content) {
        super(seed, task, net, (row, epoch, slot) -> new float[0], (row, epoch, slot) -> new float[0]);
        this.content = content;
    }

    @Override
    public Batches training(int epoch) {
        return dealt(RandomStream.of(seed, "order").at(epoch).permutation(TRAIN), epoch);
    }

    @Override
    public Batches evaluation() {
        return dealt(IntStream.range(TRAIN, ALL).toArray(), -1);
    }

    /** These rows in batches. */
    protected final Batches dealt(int[] rows, int epoch) {
        return Batches.of((rows.length + BATCH - 1) / BATCH, rows.length, b -> {
            int[] some = Arrays.copyOfRange(rows, b * BATCH, Math.min(rows.length, (b + 1) * BATCH));
            return Batch.open("dealt", () -> content.of(some, epoch));
        });
    }

    /** The rows as ids. */
    public static long[] ids(int[] rows) {
        return Arrays.stream(rows).asLongStream().toArray();
    }
}
