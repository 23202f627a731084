package io.souschef.gallery.loss;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;

/**
 * The step computes the loss itself, as a sum; Adam hides the factor, until the batch size or the optimiser changes.
 */
final class SummedInTheStep {
    private SummedInTheStep() {}

    static Trap trap() {
        return new Trap("a sum over the batch inside the step", "loss-summed-over-batch", "F3", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss =
                    Losses.crossEntropyEach(forward(batch), batch.target()).sum();
            loss.backward();
            optimizer.step();
            return loss.item();
        }
    }

    private static final class Right extends TableClassifier {
        Right(long seed) {
            super(seed);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss =
                    Losses.crossEntropyEach(forward(batch), batch.target()).mean();
            loss.backward();
            optimizer.step();
            return loss.item();
        }
    }
}
