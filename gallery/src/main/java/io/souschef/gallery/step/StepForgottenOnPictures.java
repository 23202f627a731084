package io.souschef.gallery.step;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.PictureClassifier;
import io.souschef.tensor.Tensor;

/**
 * The step waits for an accumulation that was switched off.
 */
final class StepForgottenOnPictures {
    private StepForgottenOnPictures() {}

    static Trap trap() {
        return new Trap(
                "the optimiser's step in a branch never taken", "optimizer-step-missing", "G4", Wrong::new, Right::new);
    }

    private static final class Wrong extends PictureClassifier {
        private int calls;

        Wrong(long seed) {
            super(seed);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            boolean full = ++calls < 0;
            if (full) {
                optimizer.step();
            }
            return loss.item();
        }
    }

    private static final class Right extends PictureClassifier {
        private int calls;

        Right(long seed) {
            super(seed);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            boolean full = ++calls > 0;
            if (full) {
                optimizer.step();
            }
            return loss.item();
        }
    }
}
