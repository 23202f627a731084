package io.souschef.gallery.loss;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Rows;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;

/**
 * Labels are yes or no, the net ends in a sigmoid, and the loss brings its own.
 */
final class SigmoidBeforeBinaryCrossEntropy {
    private SigmoidBeforeBinaryCrossEntropy() {}

    static Trap trap() {
        return new Trap(
                "a sigmoid before binary cross-entropy", "softmax-before-cross-entropy", "F1", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed, new Mlp(seed, 8, 32, 4), net -> new Adam(net, 3e-3), Rows.labels());
        }

        @Override
        public Tensor forward(Batch batch) {
            return net.forward(batch.input()).sigmoid();
        }
    }

    private static final class Right extends TableClassifier {
        Right(long seed) {
            super(seed, new Mlp(seed, 8, 32, 4), net -> new Adam(net, 3e-3), Rows.labels());
        }

        @Override
        public Tensor forward(Batch batch) {
            return net.forward(batch.input());
        }
    }
}
