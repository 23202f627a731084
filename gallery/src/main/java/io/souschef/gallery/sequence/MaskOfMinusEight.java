package io.souschef.gallery.sequence;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Decoder;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Tokens;

/**
 * Masked scores are −8, which lets a little of the future through from the first step. What to see: the number.
 */
final class MaskOfMinusEight {
    private MaskOfMinusEight() {}

    static Trap trap() {
        return new Trap(
                "MaskOfMinusEight on a transformer",
                "mask-can-be-beaten",
                "L4",
                seed -> program(seed, true),
                seed -> program(seed, false));
    }

    private static Plain program(long seed, boolean wrong) {
        double value = wrong ? -8 : Double.NEGATIVE_INFINITY;
        return Plain.of(
                seed,
                new Decoder(seed, 9, 12, (q, k) -> Decoder.masked(Decoder.scores(q, k), value, 0)
                        .softmax(-1)),
                Tokens.copying());
    }
}
