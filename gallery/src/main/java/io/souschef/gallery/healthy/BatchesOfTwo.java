package io.souschef.gallery.healthy;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.Rows;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.nn.Mlp;
import io.souschef.train.Adam;

/**
 * Noisy, and all right.
 */
final class BatchesOfTwo {
    private BatchesOfTwo() {}

    static Healthy healthy() {
        return new Healthy("batches of two", "learning-rate-unfit", Program::new);
    }

    private static final class Program extends TableClassifier {
        Program(long seed) {
            super(
                    seed,
                    new Mlp(seed, 8, 32, 3),
                    net -> new Adam(net, 1e-3),
                    Rows.clouds().withBatch(2));
        }
    }
}
