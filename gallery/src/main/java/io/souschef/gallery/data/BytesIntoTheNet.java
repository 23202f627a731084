package io.souschef.gallery.data;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** Pixels from 0 to 255 go into the net as they are; they belong around zero. */
final class BytesIntoTheNet {
    private BytesIntoTheNet() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, Data.fruit());
    }

    static TrainingProgram right(long seed) {
        return program(seed, Data.fruit().map(Data::pixels));
    }

    private static TrainingProgram program(long seed, Rows rows) {
        // no BatchNorm behind the first layer hides it
        return Fed.of(
                Task.classification(3),
                new Mlp(seed, 300, 24, 3),
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                () -> rows.batches(Data.HELD, 50));
    }
}
