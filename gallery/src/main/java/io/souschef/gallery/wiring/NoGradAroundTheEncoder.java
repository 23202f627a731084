package io.souschef.gallery.wiring;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;

/**
 * The encoder runs inside NoGrad, as in evaluation. What to see: its weights take part and get no gradient.
 */
final class NoGradAroundTheEncoder {
    private NoGradAroundTheEncoder() {}

    static Trap trap() {
        return new Trap(
                "NoGradAroundTheEncoder on an MLP",
                "gradient-cut-off",
                "D4",
                seed -> Plain.of(seed, new Net(seed, true), Rows.surface()),
                seed -> Plain.of(seed, new Net(seed, false), Rows.surface()));
    }

    /** [N, 6] → [N, 1]. */
    private static final class Net extends Layer {
        private final boolean wrong;
        private final Linear encoder = add("encoder", new Linear(6, 32));
        private final Linear fc = add("fc", new Linear(32, 16));
        private final Linear head = add("head", new Linear(16, 1));

        Net(long seed, boolean wrong) {
            this.wrong = wrong;
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return head.forward(fc.forward(encoded(x)).tanh());
        }

        private Tensor encoded(Tensor x) {
            if (!wrong) {
                return encoder.forward(x).tanh();
            }
            try (NoGrad off = NoGrad.open()) {
                return encoder.forward(x).tanh();
            }
        }
    }
}
