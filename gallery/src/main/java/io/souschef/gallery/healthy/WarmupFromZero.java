package io.souschef.gallery.healthy;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.PictureClassifier;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Schedule;

/**
 * The first step has a rate of zero and moves nothing.
 */
final class WarmupFromZero {
    private WarmupFromZero() {}

    static Healthy healthy() {
        return new Healthy("a warm-up from zero", "optimizer-step-missing", Program::new);
    }

    private static final class Program extends PictureClassifier {
        Program(long seed) {
            super(seed);
        }

        private int calls;

        @Override
        public double step(Batch batch) {
            optimizer.learningRate(3e-3 * Schedule.linear(0.2).at(Math.min(1, calls / 120.0)));
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
            return Declared.nothing().withSchedule(Schedule.linear(0.2), 120);
        }
    }
}
