package io.souschef.gallery.healthy;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.PictureClassifier;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;

/**
 * Accuracy in evaluation mode is measured inside the step, before training goes on.
 */
final class ForwardTwice {
    private ForwardTwice() {}

    static Healthy healthy() {
        return new Healthy("a second forward pass for the log", "trained-in-evaluation-mode", Program::new);
    }

    private static final class Program extends PictureClassifier {
        Program(long seed) {
            super(seed);
        }

        @Override
        public double step(Batch batch) {
            net.eval();
            try (NoGrad off = NoGrad.open()) {
                forward(batch);
            }
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            optimizer.step();
            return loss.item();
        }
    }
}
