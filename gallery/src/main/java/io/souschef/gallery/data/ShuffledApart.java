package io.souschef.gallery.data;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** Each epoch draws an order for the inputs, and another one for the labels. */
final class ShuffledApart {
    private ShuffledApart() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, true);
    }

    static TrainingProgram right(long seed) {
        return program(seed, false);
    }

    private static TrainingProgram program(long seed, boolean apart) {
        Rows rows = Data.standardFlowers();
        return Fed.of(
                Task.classification(3),
                new Mlp(seed, 6, 24, 3),
                epoch -> {
                    int[] order = Rows.shuffled(Data.TRAINING, seed, epoch);
                    int[] labels = Rows.shuffled(Data.TRAINING, apart ? seed + 1 : seed, epoch);
                    Rows.Look look = new Rows.Look(i -> rows.x()[order[i]], i -> rows.y()[labels[i]]);
                    return rows.batches(Rows.range(0, order.length), 32, look);
                },
                () -> rows.batches(Data.HELD, 50));
    }
}
