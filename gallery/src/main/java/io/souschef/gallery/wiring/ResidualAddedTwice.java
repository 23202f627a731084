package io.souschef.gallery.wiring;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.Tensor;
import java.util.List;

/**
 * The block adds its input, and so does the loop that calls it. What to see: a sum with what was just added.
 */
final class ResidualAddedTwice {
    private ResidualAddedTwice() {}

    static Trap trap() {
        return new Trap(
                "ResidualAddedTwice on a residual MLP",
                "residual-doubled",
                "D13",
                seed -> Plain.of(seed, new Net(seed, true), Rows.clouds()),
                seed -> Plain.of(seed, new Net(seed, false), Rows.clouds()));
    }

    /** x + fc2(relu(fc1(x))). */
    private static final class Block extends Layer {
        private final Linear fc1 = add("fc1", new Linear(24, 24));
        private final Linear fc2 = add("fc2", new Linear(24, 24));

        @Override
        public Tensor forward(Tensor x) {
            return x.add(fc2.forward(fc1.forward(x).relu()));
        }
    }

    /** [N, 8] → [N, 3]. */
    private static final class Net extends Layer {
        private final boolean wrong;
        private final Linear stem = add("stem", new Linear(8, 24));
        private final Block block1 = add("block1", new Block());
        private final Block block2 = add("block2", new Block());
        private final Linear head = add("head", new Linear(24, 3));

        Net(long seed, boolean wrong) {
            this.wrong = wrong;
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor input) {
            Tensor x = stem.forward(input);
            for (Block block : List.of(block1, block2)) {
                x = wrong ? x.add(block.forward(x)) : block.forward(x);
            }
            return head.forward(x.relu());
        }
    }
}
