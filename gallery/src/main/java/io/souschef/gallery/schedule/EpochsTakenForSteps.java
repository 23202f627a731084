package io.souschef.gallery.schedule;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Schedule;

/**
 * A cosine over 20 epochs that is stepped after each batch is over after 20 batches.
 */
final class EpochsTakenForSteps {
    private EpochsTakenForSteps() {}

    static Trap trap() {
        return new Trap(
                "a schedule in epochs stepped per batch", "schedule-stepped-per-batch", "K2", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed);
        }

        private int calls;

        @Override
        public double step(Batch batch) {
            optimizer.learningRate(3e-3 * Schedule.cosine(0).at(Math.min(1, calls / 20.0)));
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

    private static final class Right extends TableClassifier {
        Right(long seed) {
            super(seed);
        }

        private int epochs;

        @Override
        public double step(Batch batch) {
            optimizer.learningRate(3e-3 * Schedule.cosine(0).at(Math.min(1, epochs / 20.0)));
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
