package io.souschef.gallery.data;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** Lengths in mm, from 10 to 110, go in as they are; standardised they have mean 0 and deviation 1. */
final class MillimetresIntoTheNet {
    private MillimetresIntoTheNet() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, Data.flowers());
    }

    static TrainingProgram right(long seed) {
        return program(seed, Data.standardFlowers());
    }

    private static TrainingProgram program(long seed, Rows rows) {
        return Fed.of(
                Task.classification(3),
                new Mlp(seed, 6, 24, 3),
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                () -> rows.batches(Data.HELD, 50));
    }
}
