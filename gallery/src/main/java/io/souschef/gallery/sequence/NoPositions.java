package io.souschef.gallery.sequence;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Decoder;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Tokens;

/**
 * Tokens without positions. What to see: two tokens change places, and the last position gets the same from the first attention.
 */
final class NoPositions {
    private NoPositions() {}

    static Trap trap() {
        return new Trap(
                "NoPositions on a transformer",
                "positions-missing",
                "L8",
                seed -> program(seed, true),
                seed -> program(seed, false));
    }

    private static Plain program(long seed, boolean wrong) {
        return Plain.of(seed, new Decoder(seed, 9, 12, !wrong, Decoder::right), Tokens.copying());
    }
}
