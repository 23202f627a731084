package io.souschef.gallery.schedule;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableRegressor;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Schedule;

/**
 * The schedule is stepped after the optimiser, and starts at its second entry: the first step has the full rate.
 */
final class WarmupSkipped {
    private WarmupSkipped() {}

    static Trap trap() {
        return new Trap("a warm-up that is skipped", "warmup-never-ends", "K3", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableRegressor {
        Wrong(long seed) {
            super(seed);
        }

        private int calls;

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            optimizer.step();
            calls++;
            optimizer.learningRate(0.05 * Schedule.linear(0.1).at(Math.min(1, calls / 120.0)));
            return loss.item();
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withSchedule(Schedule.linear(0.1), 120);
        }
    }

    private static final class Right extends TableRegressor {
        Right(long seed) {
            super(seed);
        }

        private int calls;

        @Override
        public double step(Batch batch) {
            optimizer.learningRate(0.05 * Schedule.linear(0.1).at(Math.min(1, calls / 120.0)));
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
            return Declared.nothing().withSchedule(Schedule.linear(0.1), 120);
        }
    }
}
