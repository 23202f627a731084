package io.souschef.gallery.wiring;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.Layer;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Tensor;

/**
 * One output and a softmax over it: always one. What to see: every output is 1.
 */
final class SoftmaxOnOneUnit {
    private SoftmaxOnOneUnit() {}

    static Trap trap() {
        return new Trap(
                "SoftmaxOnOneUnit on a yes-or-no task",
                "softmax-on-one-unit",
                "D9",
                seed -> Plain.of(seed, new Net(seed, true), Rows.oneLabel()),
                seed -> Plain.of(seed, new Net(seed, false), Rows.oneLabel()));
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
            Tensor score = mlp.forward(x);
            return wrong ? score.softmax(1) : score;
        }
    }
}
