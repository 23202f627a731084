package io.souschef.gallery.step;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableRegressor;
import io.souschef.tensor.Tensor;

/**
 * Backward, and then nothing.
 */
final class StepForgotten {
    private StepForgotten() {}

    static Trap trap() {
        return new Trap("the optimiser's step forgotten", "optimizer-step-missing", "G4", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableRegressor {
        Wrong(long seed) {
            super(seed);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            return loss.item();
        }
    }

    private static final class Right extends TableRegressor {
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
            return loss.item();
        }
    }
}
