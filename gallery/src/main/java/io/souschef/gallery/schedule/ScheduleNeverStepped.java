package io.souschef.gallery.schedule;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableRegressor;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Schedule;

/**
 * A cosine is made, declared, and forgotten.
 */
final class ScheduleNeverStepped {
    private ScheduleNeverStepped() {}

    static Trap trap() {
        return new Trap("a schedule that is never stepped", "schedule-not-applied", "K4", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableRegressor {
        Wrong(long seed) {
            super(seed);
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withSchedule(Schedule.cosine(0), 120);
        }
    }

    private static final class Right extends TableRegressor {
        Right(long seed) {
            super(seed);
        }

        private int calls;

        @Override
        public double step(Batch batch) {
            optimizer.learningRate(0.05 * Schedule.cosine(0).at(Math.min(1, calls / 120.0)));
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
            return Declared.nothing().withSchedule(Schedule.cosine(0), 120);
        }
    }
}
