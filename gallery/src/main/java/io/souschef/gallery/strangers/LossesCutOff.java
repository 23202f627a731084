package io.souschef.gallery.strangers;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;

/**
 * Three limits on a loss that were meant for its gradient. The first is below what a fresh net costs, so that nothing is learnt at
 * all; the others leave out those examples that the net gets most wrong.
 */
final class LossesCutOff {
    private static final String CODE = "loss-clipped-instead-of-gradient";

    private LossesCutOff() {}

    static Trap mean() {
        return new Trap("the mean loss of digits limited to one", CODE, "F6", Mean::new, DigitReader::new);
    }

    static Trap each() {
        return new Trap("each digit's loss limited to 2.5", CODE, "F6", Each::new, DigitReader::new);
    }

    static Trap squares() {
        return new Trap("each squared error of a price limited to one", CODE, "F6", Squares::new, PriceGuesser::new);
    }

    private static final class Mean extends DigitReader {
        Mean(long seed) {
            super(seed);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return Losses.crossEntropy(output, batch.target()).clamp(-1, 1);
        }
    }

    private static final class Each extends DigitReader {
        Each(long seed) {
            super(seed);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return Losses.crossEntropyEach(output, batch.target()).clamp(0, 2.5).mean();
        }
    }

    private static final class Squares extends PriceGuesser {
        Squares(long seed) {
            super(seed);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return Losses.mseEach(output, batch.target()).clamp(0, 1).mean();
        }
    }
}
