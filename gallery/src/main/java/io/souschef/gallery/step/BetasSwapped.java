package io.souschef.gallery.step;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.HandMadeAdam;

/**
 * 0.999 for the mean and 0.9 for the square.
 */
final class BetasSwapped {
    private BetasSwapped() {}

    static Trap trap() {
        return new Trap("Adam's betas swapped", "optimizer-constants-wrong", "G8", Wrong::new, Right::new);
    }

    private static final class Wrong extends HandMadeAdam {
        Wrong(long seed) {
            super(seed, new HandMadeAdam.Settings(0.999, 0.9, 1e-8, true, 0, true));
        }
    }

    private static final class Right extends HandMadeAdam {
        Right(long seed) {
            super(seed, new HandMadeAdam.Settings(0.9, 0.999, 1e-8, true, 0, true));
        }
    }
}
