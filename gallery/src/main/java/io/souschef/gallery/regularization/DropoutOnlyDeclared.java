package io.souschef.gallery.regularization;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** The author believes in a dropout of 0.3; the net is built without. */
final class DropoutOnlyDeclared {
    private DropoutOnlyDeclared() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, 0);
    }

    static TrainingProgram right(long seed) {
        return program(seed, 0.3);
    }

    private static TrainingProgram program(long seed, double rate) {
        Rows rows = Data.standardFlowers();
        return Fed.of(
                        Task.classification(3),
                        new Mlp(seed, rate, 6, 24, 3),
                        epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                        () -> rows.batches(Data.HELD, 50))
                .declaring(Declared.nothing().withDropout(0.3));
    }
}
