package io.souschef.gallery.healthy;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.PictureClassifier;
import io.souschef.train.Evaluation;

/**
 * evaluate() leaves evaluation mode on; every step begins with train().
 */
final class ModeSetInStep {
    private ModeSetInStep() {}

    static Healthy healthy() {
        return new Healthy("evaluation mode left on until the next step", "training-mode-not-restored", Program::new);
    }

    private static final class Program extends PictureClassifier {
        Program(long seed) {
            super(seed);
        }

        @Override
        public Evaluation evaluate() {
            net.eval();
            return Evaluation.of(this, evaluation());
        }
    }
}
