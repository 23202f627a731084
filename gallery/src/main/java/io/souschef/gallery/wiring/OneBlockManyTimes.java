package io.souschef.gallery.wiring;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Sequential;
import io.souschef.tensor.Tensor;
import java.util.Collections;
import java.util.List;

/**
 * Collections.nCopies puts the same block into the net three times. What to see: names that stand for one tensor.
 */
final class OneBlockManyTimes {
    private OneBlockManyTimes() {}

    static Trap trap() {
        return new Trap(
                "OneBlockManyTimes on a residual MLP",
                "weights-tied-by-accident",
                "D11",
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
        private final Linear stem = add("stem", new Linear(8, 24));
        private final Layer blocks;
        private final Linear head = add("head", new Linear(24, 3));

        Net(long seed, boolean wrong) {
            List<Block> three =
                    wrong ? Collections.nCopies(3, new Block()) : List.of(new Block(), new Block(), new Block());
            blocks = add("blocks", new Sequential(three.toArray(Layer[]::new)));
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return head.forward(blocks.forward(stem.forward(x)).relu());
        }
    }
}
