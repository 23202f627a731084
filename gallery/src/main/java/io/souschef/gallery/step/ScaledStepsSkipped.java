package io.souschef.gallery.step;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Gradients;

/**
 * The test for overflow is the wrong way round: every finite step is left out.
 */
final class ScaledStepsSkipped {
    private ScaledStepsSkipped() {}

    static Trap trap() {
        return new Trap("every scaled step skipped", "loss-scale-wrong", "H5", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.mul(1024).backward();
            double norm = Gradients.norm(net.parameters().values());
            if (!Double.isFinite(norm)) {
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

    private static final class Right extends TableClassifier {
        Right(long seed) {
            super(seed);
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
