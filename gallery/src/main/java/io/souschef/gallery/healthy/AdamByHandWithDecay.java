package io.souschef.gallery.healthy;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.HandMadeAdam;
import io.souschef.train.Declared;

/**
 * As published, with decoupled decay.
 */
final class AdamByHandWithDecay {
    private AdamByHandWithDecay() {}

    static Healthy healthy() {
        return new Healthy("AdamW by hand", "weight-decay-misplaced", Program::new);
    }

    private static final class Program extends HandMadeAdam {
        Program(long seed) {
            super(seed, new HandMadeAdam.Settings(0.9, 0.999, 1e-8, true, 0.1, true));
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withWeightDecay(0.1);
        }
    }
}
