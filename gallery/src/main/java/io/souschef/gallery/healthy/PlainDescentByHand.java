package io.souschef.gallery.healthy;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.HandMade;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.Mlp;

/**
 * No optimiser at all.
 */
final class PlainDescentByHand {
    private PlainDescentByHand() {}

    static Healthy healthy() {
        return new Healthy("plain descent by hand", "gradients-not-cleared", Program::new);
    }

    private static final class Program extends HandMade {
        Program(long seed) {
            super(seed, new Mlp(seed, 6, 32, 1), Rows.surface(), 0.05);
        }
    }
}
