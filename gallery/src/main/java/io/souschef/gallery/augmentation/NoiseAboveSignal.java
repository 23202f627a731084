package io.souschef.gallery.augmentation;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.ConvNet;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** Noise of deviation 3 on pixels of deviation 1: a unit was mistaken. */
final class NoiseAboveSignal {
    private NoiseAboveSignal() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, 3.0);
    }

    static TrainingProgram right(long seed) {
        return program(seed, 0.3);
    }

    private static TrainingProgram program(long seed, double strength) {
        Rows rows = Data.fruit().map(Data::pixels);
        RandomStream noise = RandomStream.of(seed, "noise");
        return Fed.of(
                Task.classification(3),
                new ConvNet(seed, 3, 10, 10, 3, new ConvNet.Options(6, 1, 0)),
                epoch -> rows.batches(
                        Rows.shuffled(Data.TRAINING, seed, epoch),
                        32,
                        new Rows.Look(id -> noisy(rows.x()[id], noise.at(epoch, id), strength), id -> rows.y()[id])),
                () -> rows.batches(Data.HELD, 50));
    }

    private static float[] noisy(float[] x, RandomStream own, double strength) {
        float[] out = new float[x.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) (x[i] + strength * own.gaussian(i));
        }
        return out;
    }
}
