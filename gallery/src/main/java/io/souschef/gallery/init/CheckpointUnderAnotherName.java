package io.souschef.gallery.init;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Shapes;
import io.souschef.nn.Conv2d;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The checkpoint's names begin with "model.", the net's don't; what isn't found is left out in silence. What to see: weights that are
 * declared pretrained are those that initialize drew.
 */
final class CheckpointUnderAnotherName {
    private CheckpointUnderAnotherName() {}

    static Trap trap() {
        return new Trap(
                "CheckpointUnderAnotherName on fine-tuning",
                "pretrained-weights-not-loaded",
                "E4",
                seed -> program(seed, true),
                seed -> program(seed, false));
    }

    /** A backbone and a head: [N, 2, 10, 10] → [N, 4]. */
    private static final class Net extends Layer {
        private final Conv2d conv1 = add("conv1", new Conv2d(2, 8, 3));
        private final Conv2d conv2 = add("conv2", new Conv2d(8, 16, 3));
        private final Linear head = add("head", new Linear(16, 4));

        Net(long seed) {
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return head.forward(conv2.forward(conv1.forward(x).relu()).relu().mean(2, 3));
        }
    }

    /** Copies what is found under a name, and leaves the rest. */
    private static void load(Net net, String prefix) {
        try (Scope scope = Scope.open("load");
                NoGrad off = NoGrad.open();
                Net pretrained = new Net(99)) {
            Map<String, Tensor> checkpoint = new LinkedHashMap<>();
            pretrained.parameters().forEach((name, tensor) -> checkpoint.put(prefix + name, tensor));
            net.parameters().forEach((name, tensor) -> {
                Tensor found = checkpoint.get(name);
                if (found != null && !name.startsWith("head")) {
                    tensor.copyInPlace(found);
                }
            });
        }
    }

    private static Plain program(long seed, boolean wrong) {
        Net net = new Net(seed);
        load(net, wrong ? "model." : "");
        return Plain.of(seed, net, Shapes.bars())
                .declaring(Declared.nothing().withPretrained(Set.of("conv1", "conv2")));
    }
}
