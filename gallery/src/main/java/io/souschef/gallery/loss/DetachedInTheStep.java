package io.souschef.gallery.loss;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.PictureClassifier;
import io.souschef.tensor.Tensor;

/**
 * Detached to log it, and then used to go backward. requiresGrad(true) silenced the error message.
 */
final class DetachedInTheStep {
    private DetachedInTheStep() {}

    static Trap trap() {
        return new Trap("a loss detached inside the step", "loss-detached", "F12", Wrong::new, Right::new);
    }

    private static final class Wrong extends PictureClassifier {
        Wrong(long seed) {
            super(seed);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch).detach();
            loss.requiresGrad(true);
            loss.backward();
            optimizer.step();
            return loss.item();
        }
    }

    private static final class Right extends PictureClassifier {
        Right(long seed) {
            super(seed);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            optimizer.step();
            return loss.detach().item();
        }
    }
}
