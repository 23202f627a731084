package io.souschef.gallery.healthy;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.PictureClassifier;

/**
 * BatchNorm mixes the batch in training mode, and dropout makes each step random: both as they should.
 */
final class PlainConvNet {
    private PlainConvNet() {}

    static Healthy healthy() {
        return new Healthy("a plain ConvNet", "trained-in-evaluation-mode", Program::new);
    }

    private static final class Program extends PictureClassifier {
        Program(long seed) {
            super(seed);
        }
    }
}
