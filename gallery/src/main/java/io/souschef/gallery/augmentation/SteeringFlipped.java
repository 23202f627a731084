package io.souschef.gallery.augmentation;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Pictures;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.function.IntPredicate;

/** How far to the right the road goes is to be predicted; flipped pictures keep their number, where it should change its sign. */
final class SteeringFlipped {
    private SteeringFlipped() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, true);
    }

    static TrainingProgram right(long seed) {
        return program(seed, false);
    }

    private static TrainingProgram program(long seed, boolean forget) {
        Rows rows = road();
        RandomStream flips = RandomStream.of(seed, "flip");
        return Fed.of(
                Task.regression(),
                new Mlp(seed, 64, 32, 1),
                epoch -> {
                    IntPredicate flip = id -> flips.at(epoch).uniform(id) < 0.5;
                    Rows.Look look =
                            new Rows.Look(id -> flip.test(id) ? Pictures.flipped(rows.x()[id], 8) : rows.x()[id], id ->
                                    new double[] {flip.test(id) && !forget ? -rows.y()[id][0] : rows.y()[id][0]});
                    return rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32, look);
                },
                () -> rows.batches(Data.HELD, 50));
    }

    /** A bright road through a dark picture, [1, 8, 8], and where it goes, from −1 to 1. */
    private static Rows road() {
        float[][] x = new float[Data.ALL][64];
        double[][] y = new double[Data.ALL][1];
        RandomStream drawn = RandomStream.of(3, "road");
        for (int i = 0; i < x.length; i++) {
            y[i][0] = 2 * drawn.at(i).uniform(0) - 1;
            for (int p = 0; p < 64; p++) {
                double middle = 3.5 + 3 * y[i][0] * (8 - p / 8) / 8.0;
                x[i][p] = (float) (2 * Math.exp(-Math.pow(p % 8 - middle, 2))
                        - 0.5
                        + 0.2 * drawn.at(i).gaussian(p + 1));
            }
        }
        return new Rows(x, y, new long[] {1, 8, 8}, new long[] {1}, false);
    }
}
