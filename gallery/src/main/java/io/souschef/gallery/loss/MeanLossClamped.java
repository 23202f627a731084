package io.souschef.gallery.loss;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.PictureClassifier;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;

/**
 * min(loss, 5) looks like a safety net. A batch that is worse than that teaches nothing.
 */
final class MeanLossClamped {
    private MeanLossClamped() {}

    static Trap trap() {
        return new Trap(
                "the mean loss clamped on a ConvNet", "loss-clipped-instead-of-gradient", "F6", Wrong::new, Right::new);
    }

    private static final class Wrong extends PictureClassifier {
        Wrong(long seed) {
            super(seed);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return Losses.crossEntropy(output, batch.target()).clamp(0, 5);
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
