package io.souschef.gallery.wiring;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.Layer;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Tensor;

/**
 * Standardised targets go from −2 to 2, and the net ends in a sigmoid. What to see: half of the targets are out of reach.
 */
final class SigmoidForTargetsBelowZero {
    private SigmoidForTargetsBelowZero() {}

    static Trap trap() {
        return new Trap(
                "SigmoidForTargetsBelowZero on a regression",
                "output-cannot-reach-targets",
                "D14",
                seed -> Plain.of(seed, new Net(seed, true), Rows.surface()),
                seed -> Plain.of(seed, new Net(seed, false), Rows.surface()));
    }

    /** [N, 6] → [N, 1]. */
    private static final class Net extends Layer {
        private final boolean wrong;
        private final Mlp mlp;

        Net(long seed, boolean wrong) {
            this.wrong = wrong;
            this.mlp = add("mlp", new Mlp(seed, 6, 32, 1));
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor out = mlp.forward(x);
            return wrong ? out.sigmoid() : out;
        }
    }
}
