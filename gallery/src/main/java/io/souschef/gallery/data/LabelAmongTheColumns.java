package io.souschef.gallery.data;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;

/** The table is read with all of its columns, and the label is one of them. */
final class LabelAmongTheColumns {
    private LabelAmongTheColumns() {}

    static TrainingProgram wrong(long seed) {
        Rows rows = Data.standardFlowers();
        return program(seed, 7, rows.withInputs(withLabel(rows), 7));
    }

    static TrainingProgram right(long seed) {
        return program(seed, 6, Data.standardFlowers());
    }

    private static float[][] withLabel(Rows rows) {
        float[][] wider = new float[rows.size()][];
        for (int i = 0; i < wider.length; i++) {
            wider[i] = Arrays.copyOf(rows.x()[i], 7);
            wider[i][6] = (float) (rows.y()[i][0] - 1);
        }
        return wider;
    }

    private static TrainingProgram program(long seed, int width, Rows rows) {
        return Fed.of(
                Task.classification(3),
                new Mlp(seed, width, 24, 3),
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                () -> rows.batches(Data.HELD, 50));
    }
}
