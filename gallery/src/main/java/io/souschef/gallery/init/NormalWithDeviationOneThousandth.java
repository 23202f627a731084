package io.souschef.gallery.init;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Weights drawn with deviation 0.001: after five layers nothing is left of the input. What to see: by how much the layers scale.
 */
final class NormalWithDeviationOneThousandth {
    private NormalWithDeviationOneThousandth() {}

    static Trap trap() {
        return new Trap(
                "NormalWithDeviationOneThousandth on a deep MLP",
                "initial-weights-too-small",
                "E2",
                seed -> Plain.of(seed, new Net(seed, true), Rows.surface()),
                seed -> Plain.of(seed, new Net(seed, false), Rows.surface()));
    }

    /** [N, 6] → [N, 1]. */
    private static final class Net extends Layer {
        private final List<Linear> hidden = new ArrayList<>();
        private final Linear head = add("head", new Linear(32, 1));

        Net(long seed, boolean wrong) {
            Init init = wrong ? Init.normal(0.001) : Init.xavierUniform();
            for (int i = 0; i < 5; i++) {
                hidden.add(add("hidden" + i, new Linear(i == 0 ? 6 : 32, 32, init, Init.zeros())));
            }
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor out = x;
            for (Linear layer : hidden) {
                out = layer.forward(out).tanh();
            }
            return head.forward(out);
        }
    }
}
