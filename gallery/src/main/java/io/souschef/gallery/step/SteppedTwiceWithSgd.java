package io.souschef.gallery.step;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableRegressor;
import io.souschef.tensor.Tensor;
import io.souschef.train.Sgd;

/**
 * A doubled learning rate that nobody asked for.
 */
final class SteppedTwiceWithSgd {
    private SteppedTwiceWithSgd() {}

    static Trap trap() {
        return new Trap("two steps of SGD per gradient", "optimizer-stepped-twice", "G4", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableRegressor {
        Wrong(long seed) {
            super(seed, net -> new Sgd(net, 0.02));
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            optimizer.step();
            optimizer.step();
            return loss.item();
        }
    }

    private static final class Right extends TableRegressor {
        Right(long seed) {
            super(seed, net -> new Sgd(net, 0.02));
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            optimizer.step();
            return loss.item();
        }
    }
}
