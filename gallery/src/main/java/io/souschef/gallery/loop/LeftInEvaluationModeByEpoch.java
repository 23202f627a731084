package io.souschef.gallery.loop;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Evaluation;

/**
 * The same in an MLP with dropout, in the loop's own evaluation after each epoch.
 */
final class LeftInEvaluationModeByEpoch {
    private LeftInEvaluationModeByEpoch() {}

    static Trap trap() {
        return new Trap(
                "the end of an epoch that leaves evaluation mode on",
                "training-mode-not-restored",
                "H1",
                Wrong::new,
                Right::new);
    }

    private static final class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed, new Mlp(seed, 0.3, 8, 32, 3), net -> new Adam(net, 3e-3));
        }

        @Override
        public void epochEnded(int epoch) {
            net.eval();
            Evaluation.of(this, evaluation());
        }

        @Override
        public double step(Batch batch) {
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            optimizer.step();
            return loss.item();
        }
    }

    private static final class Right extends TableClassifier {
        Right(long seed) {
            super(seed, new Mlp(seed, 0.3, 8, 32, 3), net -> new Adam(net, 3e-3));
        }

        @Override
        public void epochEnded(int epoch) {
            net.eval();
            Evaluation.of(this, evaluation());
            net.train();
        }

        @Override
        public double step(Batch batch) {
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            optimizer.step();
            return loss.item();
        }
    }
}
