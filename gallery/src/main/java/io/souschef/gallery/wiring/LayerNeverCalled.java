package io.souschef.gallery.wiring;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.Tensor;

/**
 * The second hidden layer is made and registered, and forward() goes past it. It trains; with a layer less than its author thinks.
 * What to see: fc2 gets no gradient and never moves.
 */
final class LayerNeverCalled {
    private LayerNeverCalled() {}

    static Trap trap() {
        return new Trap(
                "LayerNeverCalled on an MLP",
                "layer-never-called",
                "D1",
                seed -> Plain.of(seed, new Net(seed, true), Rows.clouds()),
                seed -> Plain.of(seed, new Net(seed, false), Rows.clouds()));
    }

    /** [N, 8] → [N, 3]. */
    private static final class Net extends Layer {
        private final boolean wrong;
        private final Linear fc1 = add("fc1", new Linear(8, 32));
        private final Linear fc2 = add("fc2", new Linear(32, 32));
        private final Linear fc3 = add("fc3", new Linear(32, 3));

        Net(long seed, boolean wrong) {
            this.wrong = wrong;
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor hidden = fc1.forward(x).relu();
            if (wrong) {
                return fc3.forward(hidden);
            }
            return fc3.forward(fc2.forward(hidden).relu());
        }
    }
}
