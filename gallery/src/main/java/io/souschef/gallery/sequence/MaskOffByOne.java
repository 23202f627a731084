package io.souschef.gallery.sequence;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Decoder;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Tokens;

/**
 * The causal mask begins one diagonal too far: each position sees the next token, which is the one that it is to predict. What to
 * see: one ahead is seen, and one ahead is asked for.
 */
final class MaskOffByOne {
    private MaskOffByOne() {}

    static Trap trap() {
        return new Trap(
                "MaskOffByOne on a transformer",
                "input-leaks-into-target",
                "L1",
                seed -> program(seed, true),
                seed -> program(seed, false));
    }

    private static Plain program(long seed, boolean wrong) {
        int offset = wrong ? 1 : 0;
        return Plain.of(
                seed,
                new Decoder(
                        seed, 9, 12, (q, k) -> Decoder.masked(Decoder.scores(q, k), Double.NEGATIVE_INFINITY, offset)
                                .softmax(-1)),
                Tokens.copying());
    }
}
