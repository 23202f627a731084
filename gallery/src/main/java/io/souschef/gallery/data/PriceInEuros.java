package io.souschef.gallery.data;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;

/** The price in dollars is to be predicted, and the table also has it in euros. */
final class PriceInEuros {
    private PriceInEuros() {}

    static TrainingProgram wrong(long seed) {
        Rows rows = Data.standardHouses();
        float[][] wider = new float[rows.size()][];
        for (int i = 0; i < wider.length; i++) {
            wider[i] = Arrays.copyOf(rows.x()[i], 6);
            wider[i][5] = (float) (0.92 * rows.y()[i][0]);
        }
        return program(seed, 6, rows.withInputs(wider, 6));
    }

    static TrainingProgram right(long seed) {
        return program(seed, 5, Data.standardHouses());
    }

    private static TrainingProgram program(long seed, int width, Rows rows) {
        return Fed.of(
                Task.regression(250, 78, "thousand"),
                new Mlp(seed, width, 24, 1),
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                () -> rows.batches(Data.HELD, 50));
    }
}
