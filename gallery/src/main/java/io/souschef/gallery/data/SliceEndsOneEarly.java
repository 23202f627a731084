package io.souschef.gallery.data;

import io.souschef.data.Batches;
import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** Each batch is cut from b · size to (b + 1) · size − 1, with an end that is already left out: one example of each is lost. */
final class SliceEndsOneEarly {
    private SliceEndsOneEarly() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, 1);
    }

    static TrainingProgram right(long seed) {
        return program(seed, 0);
    }

    private static TrainingProgram program(long seed, int early) {
        Rows rows = Data.standardHouses();
        Rows.Look look = new Rows.Look(id -> rows.x()[id], id -> rows.y()[id]);
        return Fed.of(
                Task.regression(250, 78, "thousand"),
                new Mlp(seed, 5, 24, 1),
                epoch -> {
                    int[] order = RandomStream.of(seed, "batches").at(epoch).permutation(8);
                    return Batches.of(8, Data.TRAIN, b -> {
                        int from = 30 * order[b];
                        return rows.batch(Rows.range(from, from + 30 - early), look);
                    });
                },
                () -> rows.batches(Data.HELD, 50));
    }
}
