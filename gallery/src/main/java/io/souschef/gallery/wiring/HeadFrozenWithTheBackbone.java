package io.souschef.gallery.wiring;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Shapes;
import io.souschef.nn.Conv2d;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import java.util.Set;

/**
 * The backbone is to be frozen, and the whole net is: only the biases of the norms would say no. What to see: weights that ask for
 * no gradients and are not declared frozen.
 */
final class HeadFrozenWithTheBackbone {
    private HeadFrozenWithTheBackbone() {}

    static Trap trap() {
        return new Trap(
                "HeadFrozenWithTheBackbone on fine-tuning",
                "parameters-frozen-by-accident",
                "D3",
                seed -> program(seed, true),
                seed -> program(seed, false));
    }

    /** Convolutions and a head: [N, 2, 10, 10] → [N, 4]. */
    private static final class Net extends Layer {
        private final Conv2d conv1 = add("conv1", new Conv2d(2, 8, 3));
        private final Conv2d conv2 = add("conv2", new Conv2d(8, 16, 3));
        private final Linear hidden = add("hidden", new Linear(16, 16));
        private final Linear head = add("head", new Linear(16, 4));

        Net(long seed, boolean wrong) {
            initialize(seed);
            conv1.freeze();
            conv2.freeze();
            if (wrong) {
                hidden.freeze();
            }
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor features = conv2.forward(conv1.forward(x).relu()).relu().mean(2, 3);
            return head.forward(hidden.forward(features).relu());
        }
    }

    private static Plain program(long seed, boolean wrong) {
        return Plain.of(seed, new Net(seed, wrong), Shapes.bars())
                .declaring(Declared.nothing().withFrozen(Set.of("conv1", "conv2")));
    }
}
