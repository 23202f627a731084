package io.souschef.gallery.healthy;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.PictureClassifier;
import io.souschef.train.Adam;

/**
 * Slow, as fine-tuning is.
 */
final class TinyRate {
    private TinyRate() {}

    static Healthy healthy() {
        return new Healthy("Adam at 1e-5", "learning-rate-unfit", Program::new);
    }

    private static final class Program extends PictureClassifier {
        Program(long seed) {
            super(seed, net -> new Adam(net, 1e-5));
        }
    }
}
