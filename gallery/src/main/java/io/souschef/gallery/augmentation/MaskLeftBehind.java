package io.souschef.gallery.augmentation;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Pictures;
import io.souschef.gallery.fed.Rows;
import io.souschef.gallery.fed.Segmenter;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.function.IntPredicate;

/** The image is flipped, and the mask of its cell is not: the cell is said to be where it was. */
final class MaskLeftBehind {
    private MaskLeftBehind() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, true);
    }

    static TrainingProgram right(long seed) {
        return program(seed, false);
    }

    private static TrainingProgram program(long seed, boolean forget) {
        Rows rows = Data.cells();
        RandomStream flips = RandomStream.of(seed, "flip");
        return Fed.of(
                Task.dense(2),
                new Segmenter(seed),
                epoch -> {
                    IntPredicate flip = id -> flips.at(epoch).uniform(id) < 0.5;
                    Rows.Look look = new Rows.Look(
                            id -> flip.test(id) ? Pictures.flipped(rows.x()[id], 10) : rows.x()[id],
                            id -> flip.test(id) && !forget ? Pictures.flipped(rows.y()[id], 10) : rows.y()[id]);
                    return rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32, look);
                },
                () -> rows.batches(Data.HELD, 50));
    }
}
