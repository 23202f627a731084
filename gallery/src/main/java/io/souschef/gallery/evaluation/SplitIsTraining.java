package io.souschef.gallery.evaluation;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** Both streams are cut from the training part. */
final class SplitIsTraining {
    private SplitIsTraining() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, Data.TRAINING);
    }

    static TrainingProgram right(long seed) {
        return program(seed, Data.HELD);
    }

    private static TrainingProgram program(long seed, int[] evaluated) {
        Rows rows = Data.standardHouses();
        return Fed.of(
                Task.regression(250, 78, "thousand"),
                new Mlp(seed, 5, 24, 1),
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                () -> rows.batches(evaluated, 50));
    }
}
