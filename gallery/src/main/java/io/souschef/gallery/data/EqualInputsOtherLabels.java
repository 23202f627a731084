package io.souschef.gallery.data;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** A tenth of the examples was annotated twice, by people who did not agree, and both are kept. */
final class EqualInputsOtherLabels {
    private EqualInputsOtherLabels() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, true);
    }

    static TrainingProgram right(long seed) {
        return program(seed, false);
    }

    private static TrainingProgram program(long seed, boolean twice) {
        Rows rows = Data.standardFlowers();
        Rows.Look look = new Rows.Look(
                id -> rows.x()[twice && id < 24 ? id + 24 : id],
                id -> twice && id < 24 ? new double[] {(rows.y()[id + 24][0] + 1) % 3} : rows.y()[id]);
        return Fed.of(
                Task.classification(3),
                new Mlp(seed, 6, 24, 3),
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32, look),
                () -> rows.batches(Data.HELD, 50));
    }
}
