package io.souschef.gallery.data;

import io.souschef.data.Batches;
import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.function.IntFunction;

/** The order of the batches is drawn anew, but each is cut from the sorted file. */
final class OnlyBatchesShuffled {
    private OnlyBatchesShuffled() {}

    static TrainingProgram wrong(long seed) {
        Rows rows = Data.standardHouses();
        int[] sorted = Arrays.stream(Data.TRAINING)
                .boxed()
                .sorted((a, b) -> Double.compare(rows.y()[a][0], rows.y()[b][0]))
                .mapToInt(id -> id)
                .toArray();
        return program(seed, epoch -> {
            int[] order = Arrays.stream(
                            RandomStream.of(seed, "batches").at(epoch).permutation(8))
                    .flatMap(b -> Arrays.stream(sorted, 30 * b, 30 * (b + 1)))
                    .toArray();
            return rows.batches(order, 30);
        });
    }

    static TrainingProgram right(long seed) {
        Rows rows = Data.standardHouses();
        return program(seed, epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 30));
    }

    private static TrainingProgram program(long seed, IntFunction<Batches> training) {
        Rows rows = Data.standardHouses();
        return Fed.of(
                Task.regression(250, 78, "thousand"),
                new Mlp(seed, 5, 24, 1),
                training,
                () -> rows.batches(Data.HELD, 50));
    }
}
