package io.souschef.gallery.step;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.PictureClassifier;
import io.souschef.train.Adam;
import java.util.TreeMap;

/**
 * The backbone was to be trained too; its parameters never reached the optimiser.
 */
final class OnlyTheHeadTrained {
    private OnlyTheHeadTrained() {}

    static Trap trap() {
        return new Trap(
                "an optimiser for the head alone", "parameters-missing-in-optimizer", "G3", Wrong::new, Right::new);
    }

    private static final class Wrong extends PictureClassifier {
        Wrong(long seed) {
            super(seed, net -> Adam.w(new TreeMap<>(net.parameters()).tailMap("fc"), 3e-3, 0, 0.999));
        }
    }

    private static final class Right extends PictureClassifier {
        Right(long seed) {
            super(seed, net -> Adam.w(net.parameters(), 3e-3, 0, 0.999));
        }
    }
}
