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
 * A convolution with a bias, and BatchNorm after it, which takes the bias out again. What to see: its gradient is rounding.
 */
final class BiasBeforeBatchNorm {
    private BiasBeforeBatchNorm() {}

    static Trap trap() {
        return new Trap(
                "BiasBeforeBatchNorm on a ConvNet",
                "bias-before-batch-norm",
                "D12",
                seed -> Plain.of(seed, new Net(seed, true), Shapes.bars()),
                seed -> Plain.of(seed, new Net(seed, false), Shapes.bars()));
    }

    /** [N, 2, 10, 10] → [N, 4]. */
    private static final class Net extends Layer {
        private final Conv2d conv;
        private final BatchNorm2d norm = add("norm", new BatchNorm2d(16));
        private final Linear head = add("head", new Linear(16, 4));

        Net(long seed, boolean wrong) {
            Conv2d.Options options = Conv2d.Options.DEFAULT.withPadding(1);
            conv = add("conv", new Conv2d(2, 16, 3, wrong ? options : options.withoutBias()));
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return head.forward(norm.forward(conv.forward(x)).relu().mean(2, 3));
        }
    }
}
