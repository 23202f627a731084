package io.souschef.gallery.sequence;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Decoder;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Tokens;

/**
 * The mask multiplies the weights after the softmax: later positions are not taken, but they have taken part in the sum. What to see:
 * a change of the last token moves the first output.
 */
final class MaskAfterTheSoftmax {
    private MaskAfterTheSoftmax() {}

    static Trap trap() {
        return new Trap(
                "MaskAfterTheSoftmax on a transformer",
                "sees-the-future",
                "L3",
                seed -> program(seed, true),
                seed -> program(seed, false));
    }

    private static Plain program(long seed, boolean wrong) {
        return Plain.of(
                seed,
                new Decoder(
                        seed,
                        13,
                        12,
                        (q, k) -> wrong ? Decoder.scores(q, k).softmax(-1).tril() : Decoder.right(q, k)),
                Tokens.counting());
    }
}
