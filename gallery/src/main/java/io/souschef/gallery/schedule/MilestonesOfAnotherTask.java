package io.souschef.gallery.schedule;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableRegressor;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;

/**
 * Divided by ten at steps 30 and 60 and 70, as in the paper; this training takes 240.
 */
final class MilestonesOfAnotherTask {
    private MilestonesOfAnotherTask() {}

    static Trap trap() {
        return new Trap("milestones of another data set", "rate-decays-to-zero-early", "K1", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableRegressor {
        Wrong(long seed) {
            super(seed);
        }

        private int calls;

        @Override
        public double step(Batch batch) {
            optimizer.learningRate(
                    0.05 * Math.pow(0.1, (calls >= 30 ? 1 : 0) + (calls >= 60 ? 1 : 0) + (calls >= 70 ? 1 : 0)));
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
            return Declared.nothing().withPlannedSteps(240);
        }
    }

    private static final class Right extends TableRegressor {
        Right(long seed) {
            super(seed);
        }

        private int calls;

        @Override
        public double step(Batch batch) {
            optimizer.learningRate(0.05 * Math.pow(0.1, (calls >= 120 ? 1 : 0) + (calls >= 180 ? 1 : 0)));
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
            return Declared.nothing().withPlannedSteps(240);
        }
    }
}
