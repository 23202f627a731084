package io.souschef.gallery.healthy;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.PictureClassifier;
import io.souschef.train.Sgd;

/**
 * BatchNorm stands it.
 */
final class LargeRate {
    private LargeRate() {}

    static Healthy healthy() {
        return new Healthy("SGD at 0.5 with BatchNorm", "learning-rate-unfit", Program::new);
    }

    private static final class Program extends PictureClassifier {
        Program(long seed) {
            super(seed, net -> new Sgd(net, 0.5));
        }
    }
}
