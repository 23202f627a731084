package io.souschef.gallery.sequence;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Decoder;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Tokens;

/**
 * softmax(-2) for softmax(-1): positions compete for who may look. What to see: the weights of a position don't add up to one.
 */
final class SoftmaxOverQueries {
    private SoftmaxOverQueries() {}

    static Trap trap() {
        return new Trap(
                "SoftmaxOverQueries on a transformer",
                "softmax-over-queries",
                "L6",
                seed -> program(seed, true),
                seed -> program(seed, false));
    }

    private static Plain program(long seed, boolean wrong) {
        return Plain.of(
                seed,
                new Decoder(seed, 13, 12, (q, k) -> Decoder.masked(Decoder.scores(q, k), Double.NEGATIVE_INFINITY, 0)
                        .softmax(wrong ? -2 : -1)),
                Tokens.counting());
    }
}
