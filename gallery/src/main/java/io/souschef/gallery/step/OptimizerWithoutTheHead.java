package io.souschef.gallery.step;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.train.Adam;
import java.util.TreeMap;

/**
 * The optimiser got the parameters of the first layer; the head came later.
 */
final class OptimizerWithoutTheHead {
    private OptimizerWithoutTheHead() {}

    static Trap trap() {
        return new Trap(
                "an optimiser made before the head", "parameters-missing-in-optimizer", "G3", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed, net -> Adam.w(new TreeMap<>(net.parameters()).headMap("fc2"), 3e-3, 0, 0.999));
        }
    }

    private static final class Right extends TableClassifier {
        Right(long seed) {
            super(seed, net -> Adam.w(net.parameters(), 3e-3, 0, 0.999));
        }
    }
}
