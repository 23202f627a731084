package io.souschef.gallery.healthy;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.Classic;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.BatchNorm1d;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;

/**
 * Noisy statistics, as small batches have.
 */
final class BatchNormOnFour {
    private BatchNormOnFour() {}

    static Healthy healthy() {
        return new Healthy("BatchNorm with batches of four", "trained-in-evaluation-mode", Program::new);
    }

    private static final class Program extends Classic {
        Program(long seed) {
            this(seed, new Normed(seed));
        }

        private Program(long seed, Normed net) {
            super(seed, net, new Adam(net, 3e-3), Rows.clouds().withBatch(4));
        }
    }

    private static final class Normed extends Layer {
        private final Linear in = add("in", new Linear(8, 32, false));
        private final BatchNorm1d norm = add("norm", new BatchNorm1d(32));
        private final Linear out = add("out", new Linear(32, 3));

        Normed(long seed) {
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return out.forward(norm.forward(in.forward(x)).relu());
        }
    }
}
