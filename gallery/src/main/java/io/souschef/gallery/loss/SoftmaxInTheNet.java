package io.souschef.gallery.loss;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Tensor;

/**
 * The net ends in a softmax, and cross-entropy applies its own to it. It trains, slowly, and never gets below 0.55 nats with three classes.
 */
final class SoftmaxInTheNet {
    private SoftmaxInTheNet() {}

    static Trap trap() {
        return new Trap(
                "a softmax at the end of the net", "softmax-before-cross-entropy", "F1", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed);
        }

        @Override
        public Tensor forward(Batch batch) {
            return net.forward(batch.input()).softmax(1);
        }
    }

    private static final class Right extends TableClassifier {
        Right(long seed) {
            super(seed);
        }

        @Override
        public Tensor forward(Batch batch) {
            return net.forward(batch.input());
        }
    }
}
