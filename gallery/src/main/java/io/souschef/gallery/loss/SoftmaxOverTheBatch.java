package io.souschef.gallery.loss;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Tensor;

/**
 * logSoftmax(0) runs over the examples of the batch in place of the classes.
 */
final class SoftmaxOverTheBatch {
    private SoftmaxOverTheBatch() {}

    static Trap trap() {
        return new Trap("a softmax over the batch", "softmax-over-wrong-axis", "F4", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return output.logSoftmax(0)
                    .gather(1, batch.target().unsqueeze(1))
                    .mean()
                    .neg();
        }
    }

    private static final class Right extends TableClassifier {
        Right(long seed) {
            super(seed);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return output.logSoftmax(1)
                    .gather(1, batch.target().unsqueeze(1))
                    .mean()
                    .neg();
        }
    }
}
