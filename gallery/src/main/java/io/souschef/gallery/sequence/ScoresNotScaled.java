package io.souschef.gallery.sequence;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Decoder;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Tokens;
import io.souschef.tensor.Tensor;

/**
 * q · k without the division by √d. What to see: no factor between the projections and the softmax.
 */
final class ScoresNotScaled {
    private ScoresNotScaled() {}

    static Trap trap() {
        return new Trap(
                "ScoresNotScaled on a transformer",
                "attention-not-scaled",
                "L7",
                seed -> program(seed, true),
                seed -> program(seed, false));
    }

    private static Plain program(long seed, boolean wrong) {
        return Plain.of(
                seed,
                new Decoder(seed, 9, 12, (q, k) -> {
                    Tensor scores = wrong ? q.matmul(k.transpose(2, 3)) : Decoder.scores(q, k);
                    return Decoder.masked(scores, Double.NEGATIVE_INFINITY, 0).softmax(-1);
                }),
                Tokens.copying());
    }
}
