package io.souschef.gallery.loss;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Tensor;

/**
 * The negative log-likelihood wants log-probabilities. Of raw logits it can be made as negative as one likes.
 */
final class LogitsIntoLikelihood {
    private LogitsIntoLikelihood() {}

    static Trap trap() {
        return new Trap(
                "raw logits into the negative log-likelihood",
                "loss-expects-probabilities",
                "F2",
                Wrong::new,
                Right::new);
    }

    private static final class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return output.gather(1, batch.target().unsqueeze(1)).mean().neg();
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
