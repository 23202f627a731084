package io.souschef.gallery.step;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.HandMadeAdam;

/**
 * The first updates are three times too large.
 */
final class BiasCorrectionForgotten {
    private BiasCorrectionForgotten() {}

    static Trap trap() {
        return new Trap("Adam's bias correction forgotten", "optimizer-constants-wrong", "G8", Wrong::new, Right::new);
    }

    private static final class Wrong extends HandMadeAdam {
        Wrong(long seed) {
            super(seed, new HandMadeAdam.Settings(0.9, 0.999, 1e-8, false, 0, true));
        }
    }

    private static final class Right extends HandMadeAdam {
        Right(long seed) {
            super(seed, new HandMadeAdam.Settings(0.9, 0.999, 1e-8, true, 0, true));
        }
    }
}
