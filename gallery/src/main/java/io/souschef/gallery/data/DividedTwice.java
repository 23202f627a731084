package io.souschef.gallery.data;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.ConvNet;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** The reader already gives pixels from 0 to 1, and the feed divides by 255 once more. */
final class DividedTwice {
    private DividedTwice() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, Data.fruit().map(DividedTwice::read).map(DividedTwice::read));
    }

    static TrainingProgram right(long seed) {
        return program(seed, Data.fruit().map(DividedTwice::read));
    }

    private static float[] read(float[] bytes) {
        float[] out = new float[bytes.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = bytes[i] / 255f;
        }
        return out;
    }

    private static TrainingProgram program(long seed, Rows rows) {
        return Fed.of(
                Task.classification(3),
                new ConvNet(seed, 3, 10, 10, 3, new ConvNet.Options(6, 1, 0)),
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                () -> rows.batches(Data.HELD, 50));
    }
}
