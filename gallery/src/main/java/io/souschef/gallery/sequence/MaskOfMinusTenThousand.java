package io.souschef.gallery.sequence;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Decoder;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Tokens;

/**
 * Masked scores are −10,000: enough at the start, and less than what large queries and keys can reach. What to see: the number.
 */
final class MaskOfMinusTenThousand {
    private MaskOfMinusTenThousand() {}

    static Trap trap() {
        return new Trap(
                "MaskOfMinusTenThousand on a transformer",
                "mask-can-be-beaten",
                "L4",
                seed -> program(seed, true),
                seed -> program(seed, false));
    }

    private static Plain program(long seed, boolean wrong) {
        double value = wrong ? -1e4 : Double.NEGATIVE_INFINITY;
        return Plain.of(
                seed,
                new Decoder(seed, 13, 12, (q, k) -> Decoder.masked(Decoder.scores(q, k), value, 0)
                        .softmax(-1)),
                Tokens.counting());
    }
}
