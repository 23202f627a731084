package io.souschef.gallery.data;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.ConvNet;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** The file has [H, W, C]; a reshape to [C, H, W] only renames the axes and scatters every pixel. */
final class ReshapeForPermute {
    private ReshapeForPermute() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, Data.fruit().map(Data::pixels).map(ReshapeForPermute::channelsLast));
    }

    static TrainingProgram right(long seed) {
        return program(seed, Data.fruit().map(Data::pixels));
    }

    /** What the file holds: red, green and blue of the first pixel, then of the second. */
    private static float[] channelsLast(float[] chw) {
        float[] hwc = new float[chw.length];
        for (int i = 0; i < chw.length; i++) {
            hwc[i % 100 * 3 + i / 100] = chw[i];
        }
        return hwc;
    }

    private static TrainingProgram program(long seed, Rows rows) {
        return Fed.of(
                Task.classification(3),
                new ConvNet(seed, 3, 10, 10, 3, new ConvNet.Options(6, 1, 0)),
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                () -> rows.batches(Data.HELD, 50));
    }
}
