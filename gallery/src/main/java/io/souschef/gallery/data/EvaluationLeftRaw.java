package io.souschef.gallery.data;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.ConvNet;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** Training is standardised; whoever wrote the evaluation forgot to. */
final class EvaluationLeftRaw {
    private EvaluationLeftRaw() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, Data.fruit());
    }

    static TrainingProgram right(long seed) {
        return program(seed, Data.fruit().map(Data::pixels));
    }

    private static TrainingProgram program(long seed, Rows evaluated) {
        Rows rows = Data.fruit().map(Data::pixels);
        return Fed.of(
                Task.classification(3),
                new ConvNet(seed, 3, 10, 10, 3, new ConvNet.Options(6, 1, 0)),
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                () -> evaluated.batches(Data.HELD, 50));
    }
}
