package io.souschef.gallery.data;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.ConvNet;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.function.UnaryOperator;

/** Bytes divided by 255 as whole numbers: everything is zero but for a few saturated pixels. */
final class DividedAsWholeNumbers {
    private DividedAsWholeNumbers() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, DividedAsWholeNumbers::whole);
    }

    static TrainingProgram right(long seed) {
        return program(seed, DividedAsWholeNumbers::real);
    }

    private static float[] whole(float[] bytes) {
        float[] out = new float[bytes.length];
        for (int i = 0; i < out.length; i++) {
            int divided = (int) bytes[i] / 256;
            out[i] = divided;
        }
        return out;
    }

    private static float[] real(float[] bytes) {
        float[] out = new float[bytes.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = bytes[i] / 256f;
        }
        return out;
    }

    private static TrainingProgram program(long seed, UnaryOperator<float[]> divide) {
        Rows rows = Data.fruit().map(divide);
        return Fed.of(
                Task.classification(3),
                new ConvNet(seed, 3, 10, 10, 3, new ConvNet.Options(6, 1, 0)),
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                () -> rows.batches(Data.HELD, 50));
    }
}
