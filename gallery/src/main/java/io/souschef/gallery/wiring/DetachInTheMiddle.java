package io.souschef.gallery.wiring;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Shapes;
import io.souschef.nn.Conv2d;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.Tensor;

/**
 * A detach(), left over from looking at the features, keeps the gradients out of both convolutions; the head learns on random
 * features. What to see: no gradient before the cut.
 */
final class DetachInTheMiddle {
    private DetachInTheMiddle() {}

    static Trap trap() {
        return new Trap(
                "DetachInTheMiddle on a ConvNet",
                "gradient-cut-off",
                "D4",
                seed -> Plain.of(seed, new Net(seed, true), Shapes.bars()),
                seed -> Plain.of(seed, new Net(seed, false), Shapes.bars()));
    }

    /** [N, 2, 10, 10] → [N, 4]. */
    private static final class Net extends Layer {
        private final boolean wrong;
        private final Conv2d conv1 = add("conv1", new Conv2d(2, 8, 3));
        private final Conv2d conv2 = add("conv2", new Conv2d(8, 16, 3));
        private final Linear head = add("head", new Linear(16, 4));

        Net(long seed, boolean wrong) {
            this.wrong = wrong;
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor features = conv2.forward(conv1.forward(x).relu()).relu().mean(2, 3);
            return head.forward(wrong ? features.detach() : features);
        }
    }
}
