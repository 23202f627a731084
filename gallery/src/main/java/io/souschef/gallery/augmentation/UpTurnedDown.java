package io.souschef.gallery.augmentation;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Pictures;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** Arrows are turned by half in every third draw; up becomes down, and left right, but the label stays. */
final class UpTurnedDown {
    private UpTurnedDown() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, true);
    }

    static TrainingProgram right(long seed) {
        return program(seed, false);
    }

    private static TrainingProgram program(long seed, boolean half) {
        Rows rows = Data.arrows().map(Data::pixels);
        RandomStream turns = RandomStream.of(seed, "turn");
        return Fed.of(
                Task.classification(4),
                new Mlp(seed, 81, 32, 4),
                epoch -> rows.batches(
                        Rows.shuffled(Data.TRAINING, seed, epoch),
                        32,
                        new Rows.Look(id -> drawn(rows.x()[id], turns.at(epoch, id), half), id -> rows.y()[id])),
                () -> rows.batches(Data.HELD, 50));
    }

    private static float[] drawn(float[] x, RandomStream own, boolean half) {
        if (half) {
            return own.uniform(0) < 0.5 ? Pictures.flipped(Pictures.upsideDown(x, 9, 9), 9) : x;
        }
        return Pictures.moved(x, 9, 9, own.below(0, 3) - 1, own.below(1, 3) - 1, -1.5f);
    }
}
