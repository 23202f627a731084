package io.souschef.gallery.healthy;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.TableRegressor;
import io.souschef.train.Declared;
import io.souschef.train.Sgd;

/**
 * In the gradient, where for SGD it is the same.
 */
final class DecayedSgd {
    private DecayedSgd() {}

    static Healthy healthy() {
        return new Healthy("SGD with weight decay", "weight-decay-misplaced", Program::new);
    }

    private static final class Program extends TableRegressor {
        Program(long seed) {
            super(seed, net -> new Sgd(net, 0.05, 0.9, true, 0.01));
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withWeightDecay(0.01);
        }
    }
}
