package io.souschef.gallery.healthy;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.PictureClassifier;
import io.souschef.nn.Layer;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import java.util.Objects;
import java.util.Set;

/**
 * The convolutions are frozen, and it is declared.
 */
final class FrozenBackbone {
    private FrozenBackbone() {}

    static Healthy healthy() {
        return new Healthy("a frozen backbone", "parameters-missing-in-optimizer", Program::new);
    }

    private static final class Program extends PictureClassifier {
        Program(long seed) {
            super(seed, frozen(seed), net -> new Adam(net, 3e-3));
        }

        private static Layer frozen(long seed) {
            Layer net = convNet(seed);
            for (String name : Set.of("conv1", "conv2", "bn1", "bn2")) {
                Objects.requireNonNull(net.children().get(name)).freeze();
            }
            return net;
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withFrozen(Set.of("conv1", "conv2", "bn1", "bn2"));
        }
    }
}
