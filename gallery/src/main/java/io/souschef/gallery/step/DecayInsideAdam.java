package io.souschef.gallery.step;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.HandMadeAdam;
import io.souschef.train.Declared;

/**
 * L2 in the gradient, where Adam divides it by the gradient's own size.
 */
final class DecayInsideAdam {
    private DecayInsideAdam() {}

    static Trap trap() {
        return new Trap(
                "weight decay added to the gradient before Adam",
                "weight-decay-misplaced",
                "G6",
                Wrong::new,
                Right::new);
    }

    private static final class Wrong extends HandMadeAdam {
        Wrong(long seed) {
            super(seed, new HandMadeAdam.Settings(0.9, 0.999, 1e-8, true, 0.1, false));
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withWeightDecay(0.1);
        }
    }

    private static final class Right extends HandMadeAdam {
        Right(long seed) {
            super(seed, new HandMadeAdam.Settings(0.9, 0.999, 1e-8, true, 0.1, true));
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withWeightDecay(0.1);
        }
    }
}
