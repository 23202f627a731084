package io.souschef.gallery.init;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Every layer is drawn by itself, from the one seed: layers of one shape are copies. What to see: weights that start from the same random
 * numbers.
 */
final class SameSeedForEveryLayer {
    private SameSeedForEveryLayer() {}

    static Trap trap() {
        return new Trap(
                "SameSeedForEveryLayer on an MLP",
                "same-seed-for-every-layer",
                "E6",
                seed -> Plain.of(seed, new Net(seed, true), Rows.clouds()),
                seed -> Plain.of(seed, new Net(seed, false), Rows.clouds()));
    }

    /** [N, 8] → [N, 3]. */
    private static final class Net extends Layer {
        private final List<Linear> layers = new ArrayList<>();

        Net(long seed, boolean wrong) {
            for (int i = 0; i < 4; i++) {
                Linear layer = add("fc" + i, new Linear(i == 0 ? 8 : 24, i == 3 ? 3 : 24));
                layers.add(layer);
                if (wrong) {
                    layer.initialize(seed);
                }
            }
            if (!wrong) {
                initialize(seed);
            }
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor out = layers.get(0).forward(x);
            for (Linear layer : layers.subList(1, layers.size())) {
                out = layer.forward(out.relu());
            }
            return out;
        }
    }
}
