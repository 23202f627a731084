package io.souschef.gallery.data;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.gallery.fed.Standard;
import io.souschef.nn.Mlp;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** Where a length was not measured, the file says -999; it is standardised with the rest. */
final class UnknownIsMinus999 {
    private UnknownIsMinus999() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, -999);
    }

    static TrainingProgram right(long seed) {
        return program(seed, 60);
    }

    private static TrainingProgram program(long seed, float unknown) {
        float[][] raw = Data.flowers().x();
        for (int i = 0; i < raw.length; i += 17) {
            raw[i][3] = unknown;
        }
        Standard standard = Standard.of(raw, Data.TRAINING);
        Rows rows = Data.flowers().withInputs(raw, 6).map(standard::of);
        return Fed.of(
                Task.classification(3),
                new Mlp(seed, 6, 24, 3),
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                () -> rows.batches(Data.HELD, 50));
    }
}
