package io.souschef.gallery.data;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** A file was appended to itself in part: a fifth of the rows is there twice, under new numbers. */
final class CopiesInTheFile {
    private CopiesInTheFile() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, true);
    }

    static TrainingProgram right(long seed) {
        return program(seed, false);
    }

    private static TrainingProgram program(long seed, boolean appended) {
        Rows rows = Data.standardHouses();
        Rows.Look look = new Rows.Look(id -> rows.x()[appended && id >= 200 ? id - 200 : id], id -> rows.y()[
                appended && id >= 200 ? id - 200 : id]);
        return Fed.of(
                Task.regression(250, 78, "thousand"),
                new Mlp(seed, 5, 24, 1),
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32, look),
                () -> rows.batches(Data.HELD, 50));
    }
}
