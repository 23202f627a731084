package io.souschef.gallery.healthy;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.train.Adam;
import io.souschef.train.Declared;

/**
 * Decoupled, on matrices.
 */
final class DecoupledDecay {
    private DecoupledDecay() {}

    static Healthy healthy() {
        return new Healthy("AdamW with a declared decay", "weight-decay-misplaced", Program::new);
    }

    private static final class Program extends TableClassifier {
        Program(long seed) {
            super(seed, net -> Adam.w(net, 3e-3, 0.05));
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withWeightDecay(0.05);
        }
    }
}
