package io.souschef.gallery.loss;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;

/**
 * Clamping each loss at 1 was meant to tame the gradients. Examples beyond it have no gradient at all.
 */
final class LossClamped {
    private LossClamped() {}

    static Trap trap() {
        return new Trap("a loss clamped per example", "loss-clipped-instead-of-gradient", "F6", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return Losses.crossEntropyEach(output, batch.target()).clamp(0, 1).mean();
        }
    }

    private static final class Right extends TableClassifier {
        Right(long seed) {
            super(seed);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return Losses.crossEntropyEach(output, batch.target()).mean();
        }
    }
}
