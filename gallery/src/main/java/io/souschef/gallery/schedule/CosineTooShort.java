package io.souschef.gallery.schedule;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Schedule;

/**
 * The schedule was made for 40 steps; the training takes 120.
 */
final class CosineTooShort {
    private CosineTooShort() {}

    static Trap trap() {
        return new Trap("a cosine for a third of the steps", "rate-decays-to-zero-early", "K1", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed);
        }

        private int calls;

        @Override
        public double step(Batch batch) {
            optimizer.learningRate(3e-3 * Schedule.cosine(0).at(Math.min(1, calls / 40.0)));
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
            return Declared.nothing().withPlannedSteps(120);
        }
    }
}
