package io.souschef.gallery.regularization;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.BatchNorm1d;
import io.souschef.nn.Layer;
import io.souschef.nn.LayerNorm;
import io.souschef.nn.Linear;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** BatchNorm, and the memory is only enough for batches of three; LayerNorm doesn't mind. */
final class BatchNormOfThree {
    private BatchNormOfThree() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, new BatchNorm1d(24));
    }

    static TrainingProgram right(long seed) {
        return program(seed, new LayerNorm(24));
    }

    private static TrainingProgram program(long seed, Layer norm) {
        Rows rows = Data.standardFlowers();
        return Fed.of(
                Task.classification(3),
                new Net(seed, norm),
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 3),
                () -> rows.batches(Data.HELD, 50));
    }

    private static final class Net extends Layer {
        private final Linear fc1 = add("fc1", new Linear(6, 24));
        private final Linear fc2 = add("fc2", new Linear(24, 3));
        private final Layer norm;

        Net(long seed, Layer norm) {
            this.norm = add("norm", norm);
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return fc2.forward(norm.forward(fc1.forward(x)).relu());
        }
    }
}
