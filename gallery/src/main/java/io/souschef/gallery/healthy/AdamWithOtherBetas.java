package io.souschef.gallery.healthy;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.HandMadeAdam;

/**
 * The constants of the transformer paper.
 */
final class AdamWithOtherBetas {
    private AdamWithOtherBetas() {}

    static Healthy healthy() {
        return new Healthy("Adam by hand with betas 0.9 and 0.98", "optimizer-constants-wrong", Program::new);
    }

    private static final class Program extends HandMadeAdam {
        Program(long seed) {
            super(seed, new HandMadeAdam.Settings(0.9, 0.98, 1e-9, true, 0, true));
        }
    }
}
