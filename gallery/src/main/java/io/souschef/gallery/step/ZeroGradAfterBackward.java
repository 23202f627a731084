package io.souschef.gallery.step;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Tensor;

/**
 * The three calls in the wrong order: nothing is learned, and nothing complains.
 */
final class ZeroGradAfterBackward {
    private ZeroGradAfterBackward() {}

    static Trap trap() {
        return new Trap(
                "zeroGrad between backward and step", "gradients-cleared-before-update", "G2", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            optimizer.zeroGrad();
            optimizer.step();
            return loss.item();
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
            loss.backward();
            optimizer.step();
            return loss.item();
        }
    }
}
