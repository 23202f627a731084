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
 * The loss squashes the outputs before it hands them to binary cross-entropy on logits.
 */
final class SigmoidInTheLoss {
    private SigmoidInTheLoss() {}

    static Trap trap() {
        return new Trap(
                "a sigmoid inside a loss on logits", "softmax-before-cross-entropy", "F1", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed, new Mlp(seed, 8, 32, 4), net -> new Adam(net, 3e-3), Rows.labels());
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return Losses.binaryCrossEntropy(output.sigmoid(), batch.target());
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
