package io.souschef.gallery.healthy;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.HandMadeAdam;

/**
 * As published.
 */
final class AdamByHand {
    private AdamByHand() {}

    static Healthy healthy() {
        return new Healthy("Adam by hand", "optimizer-constants-wrong", Program::new);
    }

    private static final class Program extends HandMadeAdam {
        Program(long seed) {
            super(seed, HandMadeAdam.Settings.USUAL);
        }
    }
}
