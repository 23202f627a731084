package io.souschef.gallery.loss;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableRegressor;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;

/**
 * The loss is read into Java, scaled, and made a tensor again. Nothing flows back.
 */
final class LossThroughANumber {
    private LossThroughANumber() {}

    static Trap trap() {
        return new Trap("a loss that went through a number", "loss-detached", "F12", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableRegressor {
        Wrong(long seed) {
            super(seed);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            double value = Losses.mse(output, batch.target()).item();
            return Tensor.full(0.5 * value).requiresGrad(true);
        }
    }

    private static final class Right extends TableRegressor {
        Right(long seed) {
            super(seed);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return Losses.mse(output, batch.target()).mul(0.5);
        }
    }
}
