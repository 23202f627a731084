package io.souschef.gallery.healthy;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.nn.Mlp;
import io.souschef.train.Adam;

/**
 * A lot of noise in each step.
 */
final class DropoutOfHalf {
    private DropoutOfHalf() {}

    static Healthy healthy() {
        return new Healthy("half of the units dropped", "trained-in-evaluation-mode", Program::new);
    }

    private static final class Program extends TableClassifier {
        Program(long seed) {
            super(seed, new Mlp(seed, 0.5, 8, 64, 64, 3), net -> new Adam(net, 3e-3));
        }
    }
}
