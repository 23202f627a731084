package io.souschef.gallery.strangers;

import io.souschef.gallery.Trap;

/** An arrow to the left is flipped, and is still said to point to the left. */
final class ArrowsFlippedAlone {
    private ArrowsFlippedAlone() {}

    static Trap trap() {
        return new Trap(
                "road signs flipped without their labels", "flip-without-label", "B1", Wrong::new, RoadSigns::new);
    }

    private static final class Wrong extends RoadSigns {
        Wrong(long seed) {
            super(seed);
        }

        @Override
        int mirrored(int kind) {
            return kind;
        }
    }
}
