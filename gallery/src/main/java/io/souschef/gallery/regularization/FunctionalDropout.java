package io.souschef.gallery.regularization;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** Dropout is written into forward without a look at the mode: it drops in evaluation too. */
final class FunctionalDropout {
    private FunctionalDropout() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, new Net(seed, true));
    }

    static TrainingProgram right(long seed) {
        return program(seed, new Net(seed, false));
    }

    private static TrainingProgram program(long seed, Layer net) {
        Rows rows = Data.standardFlowers();
        return Fed.of(
                Task.classification(3),
                net,
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                () -> rows.batches(Data.HELD, 50));
    }

    private static final class Net extends Layer {
        private final Linear fc1 = add("fc1", new Linear(6, 32));
        private final Linear fc2 = add("fc2", new Linear(32, 3));
        private final boolean wrong;
        private final RandomStream stream = RandomStream.of(9, "dropout by hand");
        private long draws;

        Net(long seed, boolean wrong) {
            this.wrong = wrong;
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor hidden = fc1.forward(x).relu();
            if (wrong || isTraining()) {
                hidden = hidden.mul(
                                stream.at(draws++).bernoulli(0.7, hidden.shape().toArray()))
                        .div(0.7);
            }
            return fc2.forward(hidden);
        }
    }
}
