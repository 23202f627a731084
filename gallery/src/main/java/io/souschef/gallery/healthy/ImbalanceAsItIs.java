package io.souschef.gallery.healthy;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.Rare;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.nn.Mlp;
import io.souschef.train.Adam;

/**
 * 80, 15 and 5 %, no weights.
 */
final class ImbalanceAsItIs {
    private ImbalanceAsItIs() {}

    static Healthy healthy() {
        return new Healthy("imbalance left alone", "class-weights-inverted", Program::new);
    }

    private static final class Program extends TableClassifier {
        Program(long seed) {
            super(seed, new Mlp(seed, 8, 32, 3), net -> new Adam(net, 3e-3), Rare.clouds());
        }
    }
}
