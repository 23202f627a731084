package io.souschef.gallery.healthy;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.TableRegressor;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Gradients;

/**
 * Times 1024, and divided out again; a step is left out on overflow.
 */
final class ScaledLoss {
    private ScaledLoss() {}

    static Healthy healthy() {
        return new Healthy("a scaled loss, unscaled", "loss-scale-wrong", Program::new);
    }

    private static final class Program extends TableRegressor {
        Program(long seed) {
            super(seed);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.mul(1024).backward();
            if (Double.isFinite(Gradients.norm(net.parameters().values()))) {
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
