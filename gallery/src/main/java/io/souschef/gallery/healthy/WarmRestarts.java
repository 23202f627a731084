package io.souschef.gallery.healthy;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Schedule;

/**
 * A cosine that starts again every 30 steps: the rate is nearly zero many times.
 */
final class WarmRestarts {
    private WarmRestarts() {}

    static Healthy healthy() {
        return new Healthy("warm restarts", "rate-decays-to-zero-early", Program::new);
    }

    private static final class Program extends TableClassifier {
        Program(long seed) {
            super(seed);
        }

        private int calls;

        @Override
        public double step(Batch batch) {
            optimizer.learningRate(3e-3 * Schedule.cosine(0).at((calls % 30) / 30.0));
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
