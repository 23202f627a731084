package io.souschef.gallery.labels;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Losses;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** Examples without a label get 0 and are ignored in the loss; the first species has the same number. */
final class UnknownIsTheFirstClass {
    private UnknownIsTheFirstClass() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, 0);
    }

    static TrainingProgram right(long seed) {
        return program(seed, -100);
    }

    private static TrainingProgram program(long seed, long unknown) {
        Rows rows = Data.standardFlowers();
        return Fed.of(
                        Task.classification(3),
                        new Mlp(seed, 6, 24, 3),
                        epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                        () -> rows.batches(Data.HELD, 50))
                .withLoss((output, batch) -> Losses.crossEntropyIgnoring(output, batch.target(), unknown));
    }
}
