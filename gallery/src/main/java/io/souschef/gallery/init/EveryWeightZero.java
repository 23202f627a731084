package io.souschef.gallery.init;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Shapes;
import io.souschef.nn.Conv2d;
import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.Tensor;

/**
 * Zeros everywhere: no gradient gets past the last layer, whose inputs are zero as well. What to see: units that stay alike.
 */
final class EveryWeightZero {
    private EveryWeightZero() {}

    static Trap trap() {
        return new Trap(
                "EveryWeightZero on a ConvNet",
                "constant-initial-weights",
                "E1",
                seed -> Plain.of(seed, new Net(seed, true), Shapes.bars()),
                seed -> Plain.of(seed, new Net(seed, false), Shapes.bars()));
    }

    /** [N, 2, 10, 10] → [N, 4]. */
    private static final class Net extends Layer {
        private final Conv2d conv;
        private final Linear hidden, head;

        Net(long seed, boolean wrong) {
            Init init = wrong ? Init.zeros() : Init.torchDefault();
            conv = add("conv", new Conv2d(2, 12, 3, Conv2d.Options.DEFAULT.withInit(init)));
            hidden = add("hidden", new Linear(12, 16, init, Init.zeros()));
            head = add("head", new Linear(16, 4, init, Init.zeros()));
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return head.forward(
                    hidden.forward(conv.forward(x).relu().mean(2, 3)).relu());
        }
    }
}
