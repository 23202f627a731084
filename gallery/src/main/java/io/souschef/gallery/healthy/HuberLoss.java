package io.souschef.gallery.healthy;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.TableRegressor;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;

/**
 * Beyond 1 it is linear: outliers pull with a limited force, but they pull.
 */
final class HuberLoss {
    private HuberLoss() {}

    static Healthy healthy() {
        return new Healthy("a Huber loss", "loss-clipped-instead-of-gradient", Program::new);
    }

    private static final class Program extends TableRegressor {
        Program(long seed) {
            super(seed);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return Losses.huber(output, batch.target(), 1);
        }
    }
}
