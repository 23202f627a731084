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

/** Half of the arrows are flipped left to right in each epoch; an arrow to the left that is flipped points to the right, and is still called left. */
final class ArrowsFlipped {
    private ArrowsFlipped() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, true);
    }

    static TrainingProgram right(long seed) {
        return program(seed, false);
    }

    private static TrainingProgram program(long seed, boolean forget) {
        Rows rows = Data.arrows().map(Data::pixels);
        RandomStream flips = RandomStream.of(seed, "flip");
        return Fed.of(
                Task.classification(4),
                new Mlp(seed, 81, 32, 4),
                epoch -> {
                    IntPredicate flip = id -> flips.at(epoch).uniform(id) < 0.5;
                    Rows.Look look = new Rows.Look(
                            id -> flip.test(id) ? Pictures.flipped(rows.x()[id], 9) : rows.x()[id],
                            id -> flip.test(id) && !forget ? mirror(rows.y()[id]) : rows.y()[id]);
                    return rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32, look);
                },
                () -> rows.batches(Data.HELD, 50));
    }

    /** Left, 0, and right, 1, exchanged. */
    private static double[] mirror(double[] way) {
        return way[0] < 2 ? new double[] {1 - way[0]} : way;
    }
}
