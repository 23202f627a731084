package io.souschef.gallery.step;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Optimizer;
import java.util.Optional;

/**
 * Adam is made inside the loop over epochs and forgets what it knew.
 */
final class OptimizerPerEpoch {
    private OptimizerPerEpoch() {}

    static Trap trap() {
        return new Trap("a new optimiser for each epoch", "optimizer-reset-each-epoch", "G9", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed);
        }

        private Adam adam = new Adam(net, 3e-3);

        @Override
        public Optional<Optimizer> optimizer() {
            return Optional.of(adam);
        }

        @Override
        public void epochEnded(int epoch) {
            adam.close();
            adam = new Adam(net, 3e-3);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            adam.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            adam.step();
            return loss.item();
        }

        @Override
        public void close() {
            optimizer.close();
            adam.close();
            net.close();
        }
    }

    private static final class Right extends TableClassifier {
        Right(long seed) {
            super(seed);
        }

        @Override
        public void epochEnded(int epoch) {}
    }
}
