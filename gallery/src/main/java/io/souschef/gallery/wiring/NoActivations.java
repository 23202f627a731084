package io.souschef.gallery.wiring;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.Tensor;

/**
 * Four linear layers and nothing between them: one linear layer. What to see: f(a + b) − f(a) − f(b) + f(0) = 0.
 */
final class NoActivations {
    private NoActivations() {}

    static Trap trap() {
        return new Trap(
                "NoActivations on an MLP",
                "missing-non-linearity",
                "D7",
                seed -> Plain.of(seed, new Net(seed, true), Rows.surface()),
                seed -> Plain.of(seed, new Net(seed, false), Rows.surface()));
    }

    /** [N, 6] → [N, 1]. */
    private static final class Net extends Layer {
        private final boolean wrong;
        private final Linear fc1 = add("fc1", new Linear(6, 32));
        private final Linear fc2 = add("fc2", new Linear(32, 32));
        private final Linear fc3 = add("fc3", new Linear(32, 1));

        Net(long seed, boolean wrong) {
            this.wrong = wrong;
            initialize(seed);
        }

        private Tensor activated(Tensor x) {
            return wrong ? x : x.relu();
        }

        @Override
        public Tensor forward(Tensor x) {
            return fc3.forward(activated(fc2.forward(activated(fc1.forward(x)))));
        }
    }
}
