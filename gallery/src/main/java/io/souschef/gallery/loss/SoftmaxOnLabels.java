package io.souschef.gallery.loss;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Rows;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;

/**
 * Four labels, any number of them right, and a softmax in which they compete.
 */
final class SoftmaxOnLabels {
    private SoftmaxOnLabels() {}

    static Trap trap() {
        return new Trap(
                "a softmax over labels that may occur together", "loss-wrong-for-task", "F8", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed, new Mlp(seed, 8, 32, 4), net -> new Adam(net, 3e-3), Rows.labels());
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return output.logSoftmax(1).mul(batch.target()).sum(1).mean().neg();
        }
    }

    private static final class Right extends TableClassifier {
        Right(long seed) {
            super(seed, new Mlp(seed, 8, 32, 4), net -> new Adam(net, 3e-3), Rows.labels());
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return Losses.binaryCrossEntropy(output, batch.target());
        }
    }
}
