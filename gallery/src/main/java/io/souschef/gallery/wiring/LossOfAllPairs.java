package io.souschef.gallery.wiring;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.Mlp;

/**
 * The output is [N, 1], the target [N]: their difference is [N, N], and the best prediction is the mean. What to see: the loss stays
 * the same when the targets are dealt out to other examples.
 */
final class LossOfAllPairs {
    private LossOfAllPairs() {}

    static Trap trap() {
        return new Trap(
                "LossOfAllPairs on a regression",
                "loss-broadcasts",
                "D6",
                seed -> program(seed, true),
                seed -> program(seed, false));
    }

    private static Plain program(long seed, boolean wrong) {
        return Plain.of(seed, new Mlp(seed, 6, 32, 1), wrong ? Rows.surfaceWithFlatTargets() : Rows.surface())
                .withLoss((output, batch) -> output.sub(batch.target()).pow(2).mean());
    }
}
