package io.souschef.gallery.data;

import io.souschef.data.Batches;
import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;

/** Each batch is cut up to and including its end, which is where the next one begins. */
final class SlicesOverlap {
    private SlicesOverlap() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, 1);
    }

    static TrainingProgram right(long seed) {
        return program(seed, 0);
    }

    private static TrainingProgram program(long seed, int more) {
        Rows rows = Data.standardFlowers();
        Rows.Look look = new Rows.Look(id -> rows.x()[id], id -> rows.y()[id]);
        return Fed.of(
                Task.classification(3),
                new Mlp(seed, 6, 24, 3),
                epoch -> {
                    int[] order = Rows.shuffled(Data.TRAINING, seed, epoch);
                    return Batches.of(8, Data.TRAIN, b -> {
                        int to = Math.min(order.length, 30 * (b + 1) + more);
                        return rows.batch(Arrays.copyOfRange(order, 30 * b, to), look);
                    });
                },
                () -> rows.batches(Data.HELD, 50));
    }
}
