package io.souschef.gallery.schedule;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableRegressor;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;

/**
 * 0.9 per epoch, applied after every batch.
 */
final class ExponentialPerBatch {
    private ExponentialPerBatch() {}

    static Trap trap() {
        return new Trap(
                "an exponential decay stepped per batch", "schedule-stepped-per-batch", "K2", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableRegressor {
        Wrong(long seed) {
            super(seed);
        }

        private int calls;

        @Override
        public double step(Batch batch) {
            optimizer.learningRate(0.05 * Math.pow(0.9, calls));
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

    private static final class Right extends TableRegressor {
        Right(long seed) {
            super(seed);
        }

        private int epochs;

        @Override
        public double step(Batch batch) {
            optimizer.learningRate(0.05 * Math.pow(0.9, epochs));
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

        @Override
        public void epochEnded(int epoch) {
            epochs++;
        }
    }
}
