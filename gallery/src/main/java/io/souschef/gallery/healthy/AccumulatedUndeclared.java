package io.souschef.gallery.healthy;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.TableRegressor;
import io.souschef.tensor.Tensor;

/**
 * The same without a word about it.
 */
final class AccumulatedUndeclared {
    private AccumulatedUndeclared() {}

    static Healthy healthy() {
        return new Healthy("two batches accumulated, undeclared", "gradients-not-cleared", Program::new);
    }

    private static final class Program extends TableRegressor {
        Program(long seed) {
            super(seed);
        }

        private int calls;

        @Override
        public double step(Batch batch) {
            net.train();
            Tensor loss = loss(forward(batch), batch);
            loss.div(2).backward();
            if (++calls % 2 == 0) {
                optimizer.step();
                optimizer.zeroGrad();
            }
            return loss.item();
        }
    }
}
