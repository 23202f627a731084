package io.souschef.gallery.labels;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.gallery.fed.Segmenter;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** The border between objects is to be ignored, and someone set its number to 0, which is the background. */
final class BackgroundIgnored {
    private BackgroundIgnored() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, true);
    }

    static TrainingProgram right(long seed) {
        return program(seed, false);
    }

    private static TrainingProgram program(long seed, boolean zero) {
        Rows rows = Data.cells();
        return Fed.of(
                Task.dense(2, zero ? 0 : 255),
                new Segmenter(seed),
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                () -> rows.batches(Data.HELD, 50));
    }
}
