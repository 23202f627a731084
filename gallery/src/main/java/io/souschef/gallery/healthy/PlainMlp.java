package io.souschef.gallery.healthy;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.TableClassifier;

/**
 * Nothing special.
 */
final class PlainMlp {
    private PlainMlp() {}

    static Healthy healthy() {
        return new Healthy("a plain MLP", "", Program::new);
    }

    private static final class Program extends TableClassifier {
        Program(long seed) {
            super(seed);
        }
    }
}
