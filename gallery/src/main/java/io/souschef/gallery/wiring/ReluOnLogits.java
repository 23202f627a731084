package io.souschef.gallery.wiring;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.Tensor;

/**
 * A ReLU after the last layer too, because the loop that makes the layers puts one after each. What to see: logits that are never
 * negative, and many that are zero.
 */
final class ReluOnLogits {
    private ReluOnLogits() {}

    static Trap trap() {
        return new Trap(
                "ReluOnLogits on an MLP",
                "activation-on-logits",
                "D8",
                seed -> Plain.of(seed, new Net(seed, true), Rows.clouds()),
                seed -> Plain.of(seed, new Net(seed, false), Rows.clouds()));
    }

    /** [N, 8] → [N, 3]. */
    private static final class Net extends Layer {
        private final boolean wrong;
        private final Linear fc1 = add("fc1", new Linear(8, 32));
        private final Linear fc2 = add("fc2", new Linear(32, 3));

        Net(long seed, boolean wrong) {
            this.wrong = wrong;
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor logits = fc2.forward(fc1.forward(x).relu());
            return wrong ? logits.relu() : logits;
        }
    }
}
