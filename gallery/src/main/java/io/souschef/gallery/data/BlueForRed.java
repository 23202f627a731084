package io.souschef.gallery.data;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.ConvNet;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** Training reads RGB; the evaluation images come from another library, which reads BGR. */
final class BlueForRed {
    private BlueForRed() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, Data.fruit().map(Data::pixels).map(BlueForRed::bgr));
    }

    static TrainingProgram right(long seed) {
        return program(seed, Data.fruit().map(Data::pixels));
    }

    private static float[] bgr(float[] rgb) {
        float[] out = new float[rgb.length];
        for (int c = 0; c < 3; c++) {
            System.arraycopy(rgb, 100 * c, out, 100 * (2 - c), 100);
        }
        return out;
    }

    private static TrainingProgram program(long seed, Rows evaluated) {
        Rows rows = Data.fruit().map(Data::pixels);
        return Fed.of(
                Task.classification(3),
                new ConvNet(seed, 3, 10, 10, 3, new ConvNet.Options(6, 1, 0)),
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                () -> evaluated.batches(Data.HELD, 50));
    }
}
