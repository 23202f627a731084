package io.souschef.gallery.data;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.ConvNet;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** Images are listed by name, labels by date: the training labels are those of other images, always the same wrong ones. */
final class LabelsInAnotherOrder {
    private LabelsInAnotherOrder() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, true);
    }

    static TrainingProgram right(long seed) {
        return program(seed, false);
    }

    private static TrainingProgram program(long seed, boolean apart) {
        Rows rows = Data.fruit().map(Data::pixels);
        int[] byDate = RandomStream.of(5, "dates").permutation(Data.TRAIN);
        Rows.Look look = new Rows.Look(id -> rows.x()[id], id -> rows.y()[apart ? byDate[id] : id]);
        return Fed.of(
                Task.classification(3),
                new ConvNet(seed, 3, 10, 10, 3, new ConvNet.Options(6, 1, 0)),
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32, look),
                () -> rows.batches(Data.HELD, 50));
    }
}
