package io.souschef.gallery.data;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** The split is cut by two slices that overlap: 30 of the evaluation examples are trained on. */
final class SplitsOverlap {
    private SplitsOverlap() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, Rows.range(0, Data.TRAIN + 30));
    }

    static TrainingProgram right(long seed) {
        return program(seed, Data.TRAINING);
    }

    private static TrainingProgram program(long seed, int[] training) {
        Rows rows = Data.standardFlowers();
        return Fed.of(
                Task.classification(3),
                new Mlp(seed, 6, 24, 3),
                epoch -> rows.batches(Rows.shuffled(training, seed, epoch), 32),
                () -> rows.batches(Data.HELD, 50));
    }
}
