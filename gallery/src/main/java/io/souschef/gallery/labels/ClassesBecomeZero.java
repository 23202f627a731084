package io.souschef.gallery.labels;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;

/** Labels are scaled to 0 … 1 and cast to whole numbers again: every one is class 0. */
final class ClassesBecomeZero {
    private ClassesBecomeZero() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, true);
    }

    static TrainingProgram right(long seed) {
        return program(seed, false);
    }

    private static TrainingProgram program(long seed, boolean cast) {
        Rows flowers = Data.standardFlowers();
        double[][] y = Arrays.stream(flowers.y())
                .map(label -> new double[] {cast ? (long) (label[0] / 255) : label[0]})
                .toArray(double[][]::new);
        Rows rows = flowers.withTargets(y);
        return Fed.of(
                Task.classification(3),
                new Mlp(seed, 6, 24, 3),
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                () -> rows.batches(Data.HELD, 50));
    }
}
