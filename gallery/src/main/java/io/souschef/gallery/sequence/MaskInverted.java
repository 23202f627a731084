package io.souschef.gallery.sequence;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Decoder;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Tokens;
import io.souschef.tensor.Tensor;

/**
 * The mask is true where it should be false: a position sees itself and what comes after it. What to see: earlier tokens move nothing,
 * later ones do.
 */
final class MaskInverted {
    private MaskInverted() {}

    static Trap trap() {
        return new Trap(
                "MaskInverted on a transformer",
                "mask-inverted",
                "L6",
                seed -> program(seed, true),
                seed -> program(seed, false));
    }

    private static Tensor inverted(Tensor scores) {
        int t = (int) scores.size(3);
        float[] earlier = new float[t * t];
        for (int i = 0; i < earlier.length; i++) {
            earlier[i] = i % t < i / t ? 1 : 0;
        }
        return Tensor.of(earlier, t, t).gt(0.5).where(Tensor.full(-1e9), scores);
    }

    private static Plain program(long seed, boolean wrong) {
        return Plain.of(
                seed,
                new Decoder(
                        seed,
                        13,
                        12,
                        (q, k) -> wrong ? inverted(Decoder.scores(q, k)).softmax(-1) : Decoder.right(q, k)),
                Tokens.counting());
    }
}
