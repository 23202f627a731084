package io.souschef.gallery.loop;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.PictureClassifier;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;

/**
 * evaluate() switches to evaluation mode, and nobody switches back: dropout and BatchNorm are off from the second epoch on.
 */
final class LeftInEvaluationMode {
    private LeftInEvaluationMode() {}

    static Trap trap() {
        return new Trap(
                "an evaluation that leaves evaluation mode on",
                "training-mode-not-restored",
                "H1",
                Wrong::new,
                Right::new);
    }

    private static final class Wrong extends PictureClassifier {
        Wrong(long seed) {
            super(seed);
        }

        @Override
        public Evaluation evaluate() {
            net.eval();
            return Evaluation.of(this, evaluation());
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

    private static final class Right extends PictureClassifier {
        Right(long seed) {
            super(seed);
        }

        @Override
        public Evaluation evaluate() {
            net.eval();
            try {
                return Evaluation.of(this, evaluation());
            } finally {
                net.train();
            }
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
