package io.souschef.gallery.healthy;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.Speaker;
import io.souschef.gallery.base.Tokens;

/**
 * Nothing special.
 */
final class PlainGpt {
    private PlainGpt() {}

    static Healthy healthy() {
        return new Healthy("a plain GPT", "", Program::new);
    }

    private static final class Program extends Speaker {
        Program(long seed) {
            super(seed, Tokens.counting(), 13);
        }
    }
}
