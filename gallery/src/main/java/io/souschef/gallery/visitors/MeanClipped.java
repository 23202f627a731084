package io.souschef.gallery.visitors;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Losses;

/**
 * The mean loss of a batch is cut off at a number that it starts above. What to see: random outputs pull at nothing, nearly right ones
 * do.
 */
final class MeanClipped {
    private MeanClipped() {}

    static Trap trap() {
        return new Trap(
                "mean squared error cut off at its start",
                "loss-clipped-instead-of-gradient",
                "F6",
                seed -> Plain.of(seed, new Mlp(seed, 6, 32, 1), Rows.surface())
                        .withLoss((output, batch) ->
                                Losses.mse(output, batch.target()).clamp(0, 0.8)),
                seed -> Plain.of(seed, new Mlp(seed, 6, 32, 1), Rows.surface()));
    }
}
