package io.souschef.gallery.healthy;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.PictureClassifier;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;

/**
 * The loss never gets to zero, on purpose.
 */
final class LabelSmoothing {
    private LabelSmoothing() {}

    static Healthy healthy() {
        return new Healthy("label smoothing", "softmax-before-cross-entropy", Program::new);
    }

    private static final class Program extends PictureClassifier {
        Program(long seed) {
            super(seed);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return Losses.crossEntropy(output, batch.target(), 0.1);
        }
    }
}
