package io.souschef.gallery.data;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.gallery.fed.Standard;
import io.souschef.nn.Mlp;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** Mean and deviation are measured before the split, on all rows. */
final class ScalerSawEverything {
    private ScalerSawEverything() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, Standard.of(Data.flowers().x(), Rows.range(0, Data.ALL)));
    }

    static TrainingProgram right(long seed) {
        return program(seed, Standard.of(Data.flowers().x(), Data.TRAINING));
    }

    private static TrainingProgram program(long seed, Standard standard) {
        Rows rows = Data.flowers().map(standard::of);
        return Fed.of(
                Task.classification(3),
                new Mlp(seed, 6, 24, 3),
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                () -> rows.batches(Data.HELD, 50));
    }
}
