package io.souschef.gallery.evaluation;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Losses;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** The loss is told what is not the case, the metric what is: one gets better while the other gets worse. */
final class OppositeLabels {
    private OppositeLabels() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, true);
    }

    static TrainingProgram right(long seed) {
        return program(seed, false);
    }

    private static TrainingProgram program(long seed, boolean opposite) {
        Rows rows = Data.tags();
        return Fed.of(
                        Task.multiLabel(4),
                        new Mlp(seed, 8, 24, 4),
                        epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                        () -> rows.batches(Data.HELD, 50))
                .withLoss((output, batch) -> Losses.binaryCrossEntropy(
                        output, opposite ? batch.target().neg().add(1) : batch.target()));
    }
}
