package io.souschef.gallery.step;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.PictureClassifier;
import io.souschef.train.Adam;

/**
 * 3e-8 in place of 3e-4.
 */
final class RateTooLow {
    private RateTooLow() {}

    static Trap trap() {
        return new Trap(
                "a learning rate ten thousand times too low", "learning-rate-unfit", "G7", Wrong::new, Right::new);
    }

    private static final class Wrong extends PictureClassifier {
        Wrong(long seed) {
            super(seed, net -> new Adam(net, 3e-8));
        }
    }

    private static final class Right extends PictureClassifier {
        Right(long seed) {
            super(seed, net -> new Adam(net, 3e-4));
        }
    }
}
