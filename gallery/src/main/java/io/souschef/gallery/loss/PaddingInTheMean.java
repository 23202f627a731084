package io.souschef.gallery.loss;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Sentences;
import io.souschef.gallery.base.Speaker;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;

/**
 * Padding is multiplied by zero and still divides: the mean is over all positions.
 */
final class PaddingInTheMean {
    private PaddingInTheMean() {}

    static Trap trap() {
        return new Trap(
                "padding in the mean of a sequence loss", "padding-counts-in-loss", "F7", Wrong::new, Right::new);
    }

    private static final class Wrong extends Speaker {
        Wrong(long seed) {
            super(seed, Sentences.padded(), 10);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            Tensor each = Losses.crossEntropyEach(
                    output.reshape(-1, output.size(2)), batch.target().reshape(-1), 0);
            return each.mean();
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withPadding(0);
        }
    }

    private static final class Right extends Speaker {
        Right(long seed) {
            super(seed, Sentences.padded(), 10);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return Losses.crossEntropyIgnoring(
                    output.reshape(-1, output.size(2)), batch.target().reshape(-1), 0);
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withPadding(0);
        }
    }
}
