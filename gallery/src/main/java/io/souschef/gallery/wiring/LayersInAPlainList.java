package io.souschef.gallery.wiring;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The hidden layers stand in a plain list and were never added: they are used, and nothing trains them. What to see: four tensors
 * that ask for gradients and are no parameters of the net.
 */
final class LayersInAPlainList {
    private LayersInAPlainList() {}

    static Trap trap() {
        return new Trap(
                "LayersInAPlainList on an MLP",
                "parameters-not-registered",
                "D2",
                seed -> Plain.of(seed, new Net(seed, true), Rows.clouds()),
                seed -> Plain.of(seed, new Net(seed, false), Rows.clouds()));
    }

    /** [N, 8] → [N, 3]. */
    private static final class Net extends Layer {
        private final List<Linear> hidden = new ArrayList<>();
        private final Linear head = add("head", new Linear(24, 3));

        Net(long seed, boolean wrong) {
            for (int i = 0; i < 2; i++) {
                Linear layer = new Linear(i == 0 ? 8 : 24, 24);
                if (wrong) {
                    layer.initialize(seed + i);
                    hidden.add(layer);
                } else {
                    hidden.add(add("hidden" + i, layer));
                }
            }
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor out = x;
            for (Linear layer : hidden) {
                out = layer.forward(out).relu();
            }
            return head.forward(out);
        }
    }
}
