package io.souschef.gallery.strangers;

import io.souschef.gallery.Trap;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Declared;
import java.util.Set;

/** Noise of four times the contrast of a sign: nothing of it is left. The labels are right, and so is the flip. */
final class NoiseDrownsTheSigns {
    private NoiseDrownsTheSigns() {}

    static Trap trap() {
        return new Trap("road signs drowned in noise", "augmentation-too-strong", "B5", Wrong::new, RoadSigns::new);
    }

    private static final class Wrong extends RoadSigns {
        Wrong(long seed) {
            super(seed);
        }

        @Override
        float[] varied(float[] sign, RandomStream own) {
            float[] noisy = sign.clone();
            for (int p = 0; p < noisy.length; p++) {
                noisy[p] += (float) (4 * own.gaussian(100 + p));
            }
            return noisy;
        }

        @Override
        public Declared declares() {
            return super.declares().withAugmentations(Set.of("flip", "noise"));
        }
    }
}
