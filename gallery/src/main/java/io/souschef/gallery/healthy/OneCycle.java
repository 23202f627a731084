package io.souschef.gallery.healthy;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.TableRegressor;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Schedule;
import io.souschef.train.Sgd;

/**
 * Low, high, and nearly nothing at the end.
 */
final class OneCycle {
    private OneCycle() {}

    static Healthy healthy() {
        return new Healthy("one cycle", "warmup-never-ends", Program::new);
    }

    private static final class Program extends TableRegressor {
        Program(long seed) {
            super(seed, net -> new Sgd(net, 0.1, 0.9));
        }

        private int calls;

        @Override
        public double step(Batch batch) {
            optimizer.learningRate(0.1 * Schedule.oneCycle().at(Math.min(1, calls / 120.0)));
            calls++;
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            optimizer.step();
            return loss.item();
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withPlannedSteps(120);
        }
    }
}
