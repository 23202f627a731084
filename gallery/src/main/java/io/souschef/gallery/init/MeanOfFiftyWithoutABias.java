package io.souschef.gallery.init;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.Mlp;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;

/**
 * Targets around 50, and a net that says 0 at the start. What to see: how far apart the means are.
 */
final class MeanOfFiftyWithoutABias {
    private MeanOfFiftyWithoutABias() {}

    static Trap trap() {
        return new Trap(
                "MeanOfFiftyWithoutABias on a regression",
                "final-bias-not-set",
                "E3",
                seed -> program(seed, true),
                seed -> program(seed, false));
    }

    private static Plain program(long seed, boolean wrong) {
        Mlp net = new Mlp(seed, 6, 32, 1);
        if (!wrong) {
            try (Scope scope = Scope.open("bias");
                    NoGrad off = NoGrad.open()) {
                net.head().bias().orElseThrow().fillInPlace(50);
            }
        }
        return Plain.of(seed, net, Rows.surfaceAround(50));
    }
}
