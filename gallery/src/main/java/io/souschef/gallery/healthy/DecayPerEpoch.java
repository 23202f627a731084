package io.souschef.gallery.healthy;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.TableRegressor;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;

/**
 * 0.9 after each epoch, applied at its end.
 */
final class DecayPerEpoch {
    private DecayPerEpoch() {}

    static Healthy healthy() {
        return new Healthy("a decay per epoch", "schedule-stepped-per-batch", Program::new);
    }

    private static final class Program extends TableRegressor {
        Program(long seed) {
            super(seed);
        }

        private double rate = 0.05;

        @Override
        public double step(Batch batch) {
            optimizer.learningRate(rate);
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
            rate *= 0.9;
        }
    }
}
