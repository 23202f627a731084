package io.souschef.gallery.loss;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.PictureClassifier;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;

/**
 * The loss turns logits into probabilities first, as the formula in the book does, and hands them to a function that does it again.
 */
final class SoftmaxInTheLoss {
    private SoftmaxInTheLoss() {}

    static Trap trap() {
        return new Trap("a softmax before cross-entropy", "softmax-before-cross-entropy", "F1", Wrong::new, Right::new);
    }

    private static final class Wrong extends PictureClassifier {
        Wrong(long seed) {
            super(seed);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return Losses.crossEntropy(output.softmax(1), batch.target());
        }
    }

    private static final class Right extends PictureClassifier {
        Right(long seed) {
            super(seed);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return Losses.crossEntropy(output, batch.target());
        }
    }
}
