package io.souschef.gallery.init;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.Mlp;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;

/**
 * One example in thirteen is positive, and the net bets evenly at the start. What to see: the nats that the shares alone are worth.
 */
final class OneInThirteenWithoutABias {
    private OneInThirteenWithoutABias() {}

    static Trap trap() {
        return new Trap(
                "OneInThirteenWithoutABias on an imbalanced task",
                "final-bias-not-set",
                "E3",
                seed -> program(seed, true),
                seed -> program(seed, false));
    }

    private static Plain program(long seed, boolean wrong) {
        Mlp net = new Mlp(seed, 8, 32, 2);
        if (!wrong) {
            try (Scope scope = Scope.open("bias");
                    NoGrad off = NoGrad.open()) {
                net.head()
                        .bias()
                        .orElseThrow()
                        .copyInPlace(
                                Tensor.of(new float[] {(float) Math.log(12.0 / 13), (float) Math.log(1.0 / 13)}, 2));
            }
        }
        return Plain.of(seed, net, Rows.rare());
    }
}
