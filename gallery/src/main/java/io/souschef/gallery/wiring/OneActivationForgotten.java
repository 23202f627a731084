package io.souschef.gallery.wiring;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Shapes;
import io.souschef.nn.BatchNorm2d;
import io.souschef.nn.Conv2d;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.Tensor;

/**
 * The second convolution takes what the first gives, without a ReLU; the net is not linear as a whole, but that layer is wasted. What
 * to see: one layer's result as another's operand.
 */
final class OneActivationForgotten {
    private OneActivationForgotten() {}

    static Trap trap() {
        return new Trap(
                "OneActivationForgotten on a ConvNet",
                "missing-non-linearity",
                "D7",
                seed -> Plain.of(seed, new Net(seed, true), Shapes.bars()),
                seed -> Plain.of(seed, new Net(seed, false), Shapes.bars()));
    }

    /** [N, 2, 10, 10] → [N, 4]. */
    private static final class Net extends Layer {
        private final boolean wrong;
        private final Conv2d conv1 = add("conv1", conv(2, 8));
        private final BatchNorm2d norm1 = add("norm1", new BatchNorm2d(8));
        private final Conv2d conv2 = add("conv2", conv(8, 16));
        private final BatchNorm2d norm2 = add("norm2", new BatchNorm2d(16));
        private final Linear head = add("head", new Linear(16, 4));

        Net(long seed, boolean wrong) {
            this.wrong = wrong;
            initialize(seed);
        }

        private static Conv2d conv(int in, int out) {
            return new Conv2d(in, out, 3, Conv2d.Options.DEFAULT.withPadding(1).withoutBias());
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor first = norm1.forward(conv1.forward(x));
            Tensor second =
                    norm2.forward(conv2.forward(wrong ? first : first.relu())).relu();
            return head.forward(second.mean(2, 3));
        }
    }
}
