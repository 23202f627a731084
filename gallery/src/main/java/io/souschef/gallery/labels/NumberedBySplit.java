package io.souschef.gallery.labels;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.ConvNet;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** Each split numbers its classes in the order in which it meets them; in evaluation two have changed places. */
final class NumberedBySplit {
    private NumberedBySplit() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, true);
    }

    static TrainingProgram right(long seed) {
        return program(seed, false);
    }

    private static TrainingProgram program(long seed, boolean own) {
        Rows rows = Data.fruit().map(Data::pixels);
        Rows.Look met =
                new Rows.Look(id -> rows.x()[id], id -> own ? new double[] {2 - rows.y()[id][0]} : rows.y()[id]);
        return Fed.of(
                Task.classification(3),
                new ConvNet(seed, 3, 10, 10, 3, new ConvNet.Options(6, 1, 0)),
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                () -> rows.batches(Data.HELD, 50, met));
    }
}
