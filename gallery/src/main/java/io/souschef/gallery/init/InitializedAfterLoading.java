package io.souschef.gallery.init;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Tensor;
import java.util.Map;
import java.util.Objects;

/**
 * The constructor loads the backbone and then, at its end, draws all weights. What to see: layers that were loaded and drawn again.
 */
final class InitializedAfterLoading {
    private InitializedAfterLoading() {}

    static Trap trap() {
        return new Trap(
                "InitializedAfterLoading on fine-tuning",
                "drawn-after-loading",
                "E5",
                seed -> Plain.of(seed, new Net(seed, true), Rows.clouds()),
                seed -> Plain.of(seed, new Net(seed, false), Rows.clouds()));
    }

    /** Two hidden layers that are loaded, and a head: [N, 8] → [N, 3]. */
    private static final class Net extends Layer {
        private final Linear fc1 = add("fc1", new Linear(8, 32));
        private final Linear fc2 = add("fc2", new Linear(32, 32));
        private final Linear head = add("head", new Linear(32, 3));

        Net(long seed, boolean wrong) {
            if (!wrong) {
                initialize(seed);
            }
            try (Mlp pretrained = new Mlp(99, 8, 32, 32, 5)) {
                Map<String, Tensor> state = pretrained.parameters();
                fc1.load(Map.of("weight", found(state, "fc1.weight"), "bias", found(state, "fc1.bias")));
                fc2.load(Map.of("weight", found(state, "fc2.weight"), "bias", found(state, "fc2.bias")));
            }
            if (wrong) {
                initialize(seed);
            }
        }

        private static Tensor found(Map<String, Tensor> state, String name) {
            return Objects.requireNonNull(state.get(name), name);
        }

        @Override
        public Tensor forward(Tensor x) {
            return head.forward(fc2.forward(fc1.forward(x).relu()).relu());
        }
    }
}
