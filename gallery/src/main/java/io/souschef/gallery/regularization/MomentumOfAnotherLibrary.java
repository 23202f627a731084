package io.souschef.gallery.regularization;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.BatchNorm1d;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** momentum = 0.99 is copied from a library where it is what is kept; here it is what is replaced. */
final class MomentumOfAnotherLibrary {
    private MomentumOfAnotherLibrary() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, 0.99);
    }

    static TrainingProgram right(long seed) {
        return program(seed, 0.01);
    }

    private static TrainingProgram program(long seed, double momentum) {
        Rows rows = Data.standardFlowers();
        return Fed.of(
                Task.classification(3),
                new Net(seed, momentum),
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                () -> rows.batches(Data.HELD, 50));
    }

    private static final class Net extends Layer {
        private final Linear fc1 = add("fc1", new Linear(6, 24));
        private final BatchNorm1d norm;
        private final Linear fc2 = add("fc2", new Linear(24, 3));

        Net(long seed, double momentum) {
            norm = add("norm", new BatchNorm1d(24, momentum, 1e-5));
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return fc2.forward(norm.forward(fc1.forward(x)).relu());
        }
    }
}
