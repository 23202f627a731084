package io.souschef.gallery.data;

import io.souschef.data.Batches;
import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.function.IntFunction;

/** The file lists one class after the other, and so does training. */
final class SortedByClass {
    private SortedByClass() {}

    static TrainingProgram wrong(long seed) {
        Rows rows = Data.standardFlowers();
        int[] sorted = Arrays.stream(Data.TRAINING)
                .boxed()
                .sorted((a, b) -> Double.compare(rows.y()[a][0], rows.y()[b][0]))
                .mapToInt(id -> id)
                .toArray();
        return program(seed, epoch -> rows.batches(sorted, 32));
    }

    static TrainingProgram right(long seed) {
        Rows rows = Data.standardFlowers();
        return program(seed, epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32));
    }

    private static TrainingProgram program(long seed, IntFunction<Batches> training) {
        Rows rows = Data.standardFlowers();
        return Fed.of(Task.classification(3), new Mlp(seed, 6, 24, 3), training, () -> rows.batches(Data.HELD, 50));
    }
}
