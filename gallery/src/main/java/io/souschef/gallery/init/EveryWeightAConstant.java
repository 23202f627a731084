package io.souschef.gallery.init;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.Tensor;

/**
 * All weights start at 0.1: the hidden units are copies of each other and stay so. What to see: the units of the hidden layers are alike.
 */
final class EveryWeightAConstant {
    private EveryWeightAConstant() {}

    static Trap trap() {
        return new Trap(
                "EveryWeightAConstant on an MLP",
                "constant-initial-weights",
                "E1",
                seed -> Plain.of(seed, new Net(seed, true), Rows.clouds()),
                seed -> Plain.of(seed, new Net(seed, false), Rows.clouds()));
    }

    /** [N, 8] → [N, 3]. */
    private static final class Net extends Layer {
        private final Linear fc1, fc2;

        Net(long seed, boolean wrong) {
            Init init = wrong ? Init.constant(0.1) : Init.torchDefault();
            fc1 = add("fc1", new Linear(8, 32, init, Init.zeros()));
            fc2 = add("fc2", new Linear(32, 3, init, Init.zeros()));
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return fc2.forward(fc1.forward(x).relu());
        }
    }
}
