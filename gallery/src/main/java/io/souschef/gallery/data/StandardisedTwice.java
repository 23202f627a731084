package io.souschef.gallery.data;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.ConvNet;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** The mean is taken off and the deviation divided by in the reader, and again in the feed. */
final class StandardisedTwice {
    private StandardisedTwice() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, Data.fruit().map(Data::pixels).map(StandardisedTwice::again));
    }

    static TrainingProgram right(long seed) {
        return program(seed, Data.fruit().map(Data::pixels));
    }

    private static float[] again(float[] pixels) {
        float[] out = new float[pixels.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (pixels[i] - 0.45f) / 0.25f;
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
