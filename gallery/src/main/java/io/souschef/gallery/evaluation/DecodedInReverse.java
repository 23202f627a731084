package io.souschef.gallery.evaluation;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** The classes are decoded by a list that is in reverse order: the first is taken for the last. */
final class DecodedInReverse {
    private DecodedInReverse() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, true);
    }

    static TrainingProgram right(long seed) {
        return program(seed, false);
    }

    private static TrainingProgram program(long seed, boolean reverse) {
        Rows rows = Data.standardFlowers();
        return Fed.of(
                        Task.classification(3),
                        new Mlp(seed, 6, 24, 3),
                        epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                        () -> rows.batches(Data.HELD, 50))
                .withMetric((output, target) -> {
                    int[] said = output.argmax(1).toInts();
                    int[] wanted = target.toInts();
                    double right = 0;
                    for (int i = 0; i < said.length; i++) {
                        right += said[i] == (reverse ? 2 - wanted[i] : wanted[i]) ? 1 : 0;
                    }
                    return right / said.length;
                });
    }
}
