package io.souschef.gallery.loss;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableRegressor;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;

/**
 * Squared errors are added up, not averaged.
 */
final class SummedSquares {
    private SummedSquares() {}

    static Trap trap() {
        return new Trap("a sum of squares over the batch", "loss-summed-over-batch", "F3", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableRegressor {
        Wrong(long seed) {
            super(seed, net -> new Adam(net, 1e-3));
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return output.sub(batch.target()).pow(2).sum();
        }
    }

    private static final class Right extends TableRegressor {
        Right(long seed) {
            super(seed, net -> new Adam(net, 1e-3));
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return output.sub(batch.target()).pow(2).mean();
        }
    }
}
