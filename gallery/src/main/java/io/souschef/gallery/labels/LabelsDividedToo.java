package io.souschef.gallery.labels;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;

/** Everything that comes from the file is divided by 255, the tags too. */
final class LabelsDividedToo {
    private LabelsDividedToo() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, true);
    }

    static TrainingProgram right(long seed) {
        return program(seed, false);
    }

    private static TrainingProgram program(long seed, boolean all) {
        Rows tags = Data.tags();
        double[][] divided = Arrays.stream(tags.y())
                .map(y -> Arrays.stream(y).map(tag -> all ? tag / 255 : tag).toArray())
                .toArray(double[][]::new);
        Rows rows = tags.withTargets(divided);
        return Fed.of(
                Task.multiLabel(4),
                new Mlp(seed, 8, 24, 4),
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                () -> rows.batches(Data.HELD, 50));
    }
}
