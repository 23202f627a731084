package io.souschef.gallery.loss;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Tensor;

/**
 * The log-likelihood is to be maximised; the optimiser minimises.
 */
final class MinusForgotten {
    private MinusForgotten() {}

    static Trap trap() {
        return new Trap("the minus of the likelihood forgotten", "loss-sign-flipped", "F5", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return output.logSoftmax(1).gather(1, batch.target().unsqueeze(1)).mean();
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
