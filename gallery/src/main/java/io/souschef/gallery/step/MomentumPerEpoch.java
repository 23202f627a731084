package io.souschef.gallery.step;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableRegressor;
import io.souschef.tensor.Tensor;
import io.souschef.train.Optimizer;
import io.souschef.train.Sgd;
import java.util.Optional;

/**
 * The same with SGD on a regression.
 */
final class MomentumPerEpoch {
    private MomentumPerEpoch() {}

    static Trap trap() {
        return new Trap(
                "momentum thrown away after each epoch", "optimizer-reset-each-epoch", "G9", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableRegressor {
        Wrong(long seed) {
            super(seed);
        }

        private Sgd sgd = new Sgd(net, 0.02, 0.9);

        @Override
        public Optional<Optimizer> optimizer() {
            return Optional.of(sgd);
        }

        @Override
        public void epochEnded(int epoch) {
            sgd.close();
            sgd = new Sgd(net, 0.02, 0.9);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            sgd.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            sgd.step();
            return loss.item();
        }

        @Override
        public void close() {
            optimizer.close();
            sgd.close();
            net.close();
        }
    }

    private static final class Right extends TableRegressor {
        Right(long seed) {
            super(seed);
        }

        @Override
        public void epochEnded(int epoch) {}
    }
}
