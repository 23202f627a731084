package io.souschef.gallery.init;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.Tensor;

/**
 * Weights drawn with deviation 1, whatever the fan-in: signals grow by √64 from layer to layer. What to see: by how much the layers scale.
 */
final class NormalWithDeviationOne {
    private NormalWithDeviationOne() {}

    static Trap trap() {
        return new Trap(
                "NormalWithDeviationOne on an MLP",
                "initial-weights-too-large",
                "E2",
                seed -> Plain.of(seed, new Net(seed, true), Rows.clouds()),
                seed -> Plain.of(seed, new Net(seed, false), Rows.clouds()));
    }

    /** [N, 8] → [N, 3]. */
    private static final class Net extends Layer {
        private final Linear fc1, fc2, fc3;

        Net(long seed, boolean wrong) {
            Init init = wrong ? Init.normal(1) : Init.kaimingNormal();
            fc1 = add("fc1", new Linear(8, 64, init, Init.zeros()));
            fc2 = add("fc2", new Linear(64, 64, init, Init.zeros()));
            fc3 = add("fc3", new Linear(64, 3, wrong ? init : Init.torchDefault(), Init.zeros()));
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return fc3.forward(fc2.forward(fc1.forward(x).relu()).relu());
        }
    }
}
