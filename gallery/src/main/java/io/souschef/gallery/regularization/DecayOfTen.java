package io.souschef.gallery.regularization;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.train.Adam;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** Weight decay 10, where 0.01 was meant. */
final class DecayOfTen {
    private DecayOfTen() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, 10);
    }

    static TrainingProgram right(long seed) {
        return program(seed, 0.01);
    }

    private static TrainingProgram program(long seed, double decay) {
        Rows rows = Data.standardFlowers();
        Mlp net = new Mlp(seed, 6, 24, 3);
        return Fed.of(
                        Task.classification(3),
                        net,
                        epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                        () -> rows.batches(Data.HELD, 50))
                .withOptimizer(Adam.w(net, 3e-3, decay));
    }
}
