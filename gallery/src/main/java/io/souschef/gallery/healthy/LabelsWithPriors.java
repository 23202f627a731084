package io.souschef.gallery.healthy;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.Rows;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.nn.Mlp;
import io.souschef.train.Adam;

/**
 * Binary cross-entropy on logits.
 */
final class LabelsWithPriors {
    private LabelsWithPriors() {}

    static Healthy healthy() {
        return new Healthy("labels with a bias from their share", "loss-at-init", Program::new);
    }

    private static final class Program extends TableClassifier {
        Program(long seed) {
            super(seed, new Mlp(seed, 8, 32, 4), net -> new Adam(net, 3e-3), Rows.labels());
        }
    }
}
