package io.souschef.gallery.healthy;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.TableRegressor;

/**
 * Nothing special, with momentum.
 */
final class PlainRegression {
    private PlainRegression() {}

    static Healthy healthy() {
        return new Healthy("a plain regression", "", Program::new);
    }

    private static final class Program extends TableRegressor {
        Program(long seed) {
            super(seed);
        }
    }
}
