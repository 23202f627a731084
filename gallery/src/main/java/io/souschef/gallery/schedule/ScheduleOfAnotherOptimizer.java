package io.souschef.gallery.schedule;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Schedule;

/**
 * The optimiser was replaced after the schedule had been made; the schedule still turns the old one.
 */
final class ScheduleOfAnotherOptimizer {
    private ScheduleOfAnotherOptimizer() {}

    static Trap trap() {
        return new Trap("a schedule bound to another optimiser", "schedule-not-applied", "K4", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed);
        }

        private final Adam second = new Adam(net, 3e-3);
        private int calls;

        @Override
        public double step(Batch batch) {
            optimizer.learningRate(3e-3 * Schedule.cosine(0).at(Math.min(1, calls++ / 120.0)));
            net.train();
            second.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            second.step();
            return loss.item();
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withSchedule(Schedule.cosine(0), 120);
        }

        @Override
        public void close() {
            second.close();
            super.close();
        }
    }

    private static final class Right extends TableClassifier {
        Right(long seed) {
            super(seed);
        }

        private int calls;

        @Override
        public double step(Batch batch) {
            optimizer.learningRate(3e-3 * Schedule.cosine(0).at(Math.min(1, calls / 120.0)));
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
