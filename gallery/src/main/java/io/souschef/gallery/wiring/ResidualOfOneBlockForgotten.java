package io.souschef.gallery.wiring;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Shapes;
import io.souschef.nn.BatchNorm2d;
import io.souschef.nn.Conv2d;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Sequential;
import io.souschef.tensor.Tensor;

/**
 * One block of four returns f(x) alone. What to see: it adds less often than those built alike.
 */
final class ResidualOfOneBlockForgotten {
    private ResidualOfOneBlockForgotten() {}

    static Trap trap() {
        return new Trap(
                "ResidualOfOneBlockForgotten on a ResNet",
                "residual-missing",
                "D13",
                seed -> Plain.of(seed, new Net(seed, true), Shapes.bars()),
                seed -> Plain.of(seed, new Net(seed, false), Shapes.bars()));
    }

    /** relu(x + f(x)), f two convolutions with BatchNorm. */
    private static final class Block extends Layer {
        private final boolean wrong;
        private final Conv2d conv1 = add("conv1", conv());
        private final BatchNorm2d norm1 = add("norm1", new BatchNorm2d(12));
        private final Conv2d conv2 = add("conv2", conv());
        private final BatchNorm2d norm2 = add("norm2", new BatchNorm2d(12));

        Block(boolean wrong) {
            this.wrong = wrong;
        }

        private static Conv2d conv() {
            return new Conv2d(12, 12, 3, Conv2d.Options.DEFAULT.withPadding(1).withoutBias());
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor f =
                    norm2.forward(conv2.forward(norm1.forward(conv1.forward(x)).relu()));
            return wrong ? f.relu() : x.add(f).relu();
        }
    }

    /** [N, 2, 10, 10] → [N, 4]. */
    private static final class Net extends Layer {
        private final Conv2d stem = add("stem", new Conv2d(2, 12, 3, Conv2d.Options.DEFAULT.withPadding(1)));
        private final Layer blocks;
        private final Linear head = add("head", new Linear(12, 4));

        Net(long seed, boolean wrong) {
            blocks = add(
                    "blocks", new Sequential(new Block(false), new Block(false), new Block(wrong), new Block(false)));
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return head.forward(blocks.forward(stem.forward(x).relu()).mean(2, 3));
        }
    }
}
