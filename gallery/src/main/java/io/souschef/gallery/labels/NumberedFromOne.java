package io.souschef.gallery.labels;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;

/** The file numbers its species from 1 to 3, and the net was widened to four outputs until the error went away. */
final class NumberedFromOne {
    private NumberedFromOne() {}

    static TrainingProgram wrong(long seed) {
        Rows zero = Data.standardFlowers();
        double[][] fromOne =
                Arrays.stream(zero.y()).map(y -> new double[] {y[0] + 1}).toArray(double[][]::new);
        return program(seed, zero.withTargets(fromOne), 4);
    }

    static TrainingProgram right(long seed) {
        return program(seed, Data.standardFlowers(), 3);
    }

    private static TrainingProgram program(long seed, Rows rows, int outputs) {
        return Fed.of(
                Task.classification(outputs),
                new Mlp(seed, 6, 24, outputs),
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                () -> rows.batches(Data.HELD, 50));
    }
}
