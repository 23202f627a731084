package io.souschef.gallery.augmentation;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** The generator is seeded anew for every example: all of an epoch get the same noise. */
final class SameNoiseForAll {
    private SameNoiseForAll() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, true);
    }

    static TrainingProgram right(long seed) {
        return program(seed, false);
    }

    private static TrainingProgram program(long seed, boolean seeded) {
        Rows rows = Data.standardFlowers();
        RandomStream noise = RandomStream.of(seed, "noise");
        return Fed.of(
                Task.classification(3),
                new Mlp(seed, 6, 24, 3),
                epoch -> rows.batches(
                        Rows.shuffled(Data.TRAINING, seed, epoch),
                        32,
                        new Rows.Look(
                                id -> noisy(rows.x()[id], seeded ? noise.at(epoch) : noise.at(epoch, id)),
                                id -> rows.y()[id])),
                () -> rows.batches(Data.HELD, 50));
    }

    private static float[] noisy(float[] x, RandomStream own) {
        float[] out = new float[x.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) (x[i] + 0.2 * own.gaussian(i));
        }
        return out;
    }
}
