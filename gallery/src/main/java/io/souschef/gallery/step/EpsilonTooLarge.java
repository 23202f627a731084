package io.souschef.gallery.step;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.HandMadeAdam;

/**
 * ε = 0.1: Adam turns into slow SGD.
 */
final class EpsilonTooLarge {
    private EpsilonTooLarge() {}

    static Trap trap() {
        return new Trap(
                "an epsilon larger than the gradients", "optimizer-constants-wrong", "G8", Wrong::new, Right::new);
    }

    private static final class Wrong extends HandMadeAdam {
        Wrong(long seed) {
            super(seed, new HandMadeAdam.Settings(0.9, 0.999, 0.1, true, 0, true));
        }
    }

    private static final class Right extends HandMadeAdam {
        Right(long seed) {
            super(seed, new HandMadeAdam.Settings(0.9, 0.999, 1e-8, true, 0, true));
        }
    }
}
