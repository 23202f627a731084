package io.souschef.gallery.healthy;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.Sentences;
import io.souschef.gallery.base.Speaker;
import io.souschef.train.Declared;

/**
 * Padding is ignored, as it should be.
 */
final class PaddedSentences {
    private PaddedSentences() {}

    static Healthy healthy() {
        return new Healthy("sentences with padding", "padding-counts-in-loss", Program::new);
    }

    private static final class Program extends Speaker {
        Program(long seed) {
            super(seed, Sentences.padded(), 10);
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withPadding(0);
        }
    }
}
