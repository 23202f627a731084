package io.souschef.gallery.loss;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Tensor;

/**
 * Fine for weeks; then one logit is 104 below another, its probability rounds to zero, and its log is −∞.
 */
final class LogOfSoftmax {
    private LogOfSoftmax() {}

    static Trap trap() {
        return new Trap("log(softmax(x)) in two steps", "loss-numerically-unstable", "F10", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return output.softmax(1)
                    .gather(1, batch.target().unsqueeze(1))
                    .log()
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
