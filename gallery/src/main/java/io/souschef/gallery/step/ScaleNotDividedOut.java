package io.souschef.gallery.step;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableRegressor;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Gradients;
import io.souschef.train.Sgd;

/**
 * The gradients are 1024 times too large when SGD takes its step.
 */
final class ScaleNotDividedOut {
    private ScaleNotDividedOut() {}

    static Trap trap() {
        return new Trap("a loss scale that is never divided out", "loss-scale-wrong", "H5", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableRegressor {
        Wrong(long seed) {
            super(seed, net -> new Sgd(net, 1e-4));
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.mul(1024).backward();
            double norm = Gradients.norm(net.parameters().values());
            if (Double.isFinite(norm)) {
                optimizer.step();
            }
            return loss.item();
        }
    }

    private static final class Right extends TableRegressor {
        Right(long seed) {
            super(seed, net -> new Sgd(net, 0.02));
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.mul(1024).backward();
            double norm = Gradients.norm(net.parameters().values());
            if (Double.isFinite(norm)) {
                unscale();
                optimizer.step();
            }
            return loss.item();
        }

        private void unscale() {
            try (NoGrad off = NoGrad.open()) {
                for (Tensor weight : net.parameters().values()) {
                    weight.grad().ifPresent(g -> g.mulInPlace(1 / 1024.0));
                }
            }
        }
    }
}
