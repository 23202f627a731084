package io.souschef.gallery.healthy;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;

/**
 * Divided by ten twice, where there is time left to use it.
 */
final class MilestonesLate {
    private MilestonesLate() {}

    static Healthy healthy() {
        return new Healthy("milestones at half and three quarters", "rate-decays-to-zero-early", Program::new);
    }

    private static final class Program extends TableClassifier {
        Program(long seed) {
            super(seed);
        }

        private int calls;

        @Override
        public double step(Batch batch) {
            optimizer.learningRate(3e-3 * Math.pow(0.1, (calls >= 60 ? 1 : 0) + (calls >= 90 ? 1 : 0)));
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
