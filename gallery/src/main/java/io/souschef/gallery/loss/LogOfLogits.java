package io.souschef.gallery.loss;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.PictureClassifier;
import io.souschef.tensor.Tensor;

/**
 * The formula is right, −log p of the class, but p is a logit, and may be negative.
 */
final class LogOfLogits {
    private LogOfLogits() {}

    static Trap trap() {
        return new Trap("the log of raw logits", "loss-expects-probabilities", "F2", Wrong::new, Right::new);
    }

    private static final class Wrong extends PictureClassifier {
        Wrong(long seed) {
            super(seed);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return output.gather(1, batch.target().unsqueeze(1)).log().mean().neg();
        }
    }

    private static final class Right extends PictureClassifier {
        Right(long seed) {
            super(seed);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return output.softmax(1)
                    .gather(1, batch.target().unsqueeze(1))
                    .add(1e-6)
                    .log()
                    .mean()
                    .neg();
        }
    }
}
