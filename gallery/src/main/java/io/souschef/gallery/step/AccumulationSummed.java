package io.souschef.gallery.step;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableRegressor;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Sgd;

/**
 * Three times the learning rate that was asked for.
 */
final class AccumulationSummed {
    private AccumulationSummed() {}

    static Trap trap() {
        return new Trap("three batches summed, not averaged", "accumulation-not-divided", "H3", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableRegressor {
        private int calls;

        Wrong(long seed) {
            super(seed, net -> new Sgd(net, 0.02, 0.9));
        }

        @Override
        public double step(Batch batch) {
            net.train();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            if (++calls % 3 == 0) {
                optimizer.step();
                optimizer.zeroGrad();
            }
            return loss.item();
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withAccumulation(3);
        }
    }

    private static final class Right extends TableRegressor {
        private int calls;

        Right(long seed) {
            super(seed, net -> new Sgd(net, 0.02, 0.9));
        }

        @Override
        public double step(Batch batch) {
            net.train();
            Tensor loss = loss(forward(batch), batch);
            loss.div(3).backward();
            if (++calls % 3 == 0) {
                optimizer.step();
                optimizer.zeroGrad();
            }
            return loss.item();
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withAccumulation(3);
        }
    }
}
