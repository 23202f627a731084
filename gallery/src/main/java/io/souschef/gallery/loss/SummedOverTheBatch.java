package io.souschef.gallery.loss;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;
import io.souschef.train.Sgd;

/**
 * sum() in place of mean(): with a batch of twice the size the step is twice as long.
 */
final class SummedOverTheBatch {
    private SummedOverTheBatch() {}

    static Trap trap() {
        return new Trap("a sum over the batch", "loss-summed-over-batch", "F3", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed, net -> new Sgd(net, 0.002));
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return Losses.crossEntropyEach(output, batch.target()).sum();
        }
    }

    private static final class Right extends TableClassifier {
        Right(long seed) {
            super(seed, net -> new Sgd(net, 0.002));
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return Losses.crossEntropyEach(output, batch.target()).mean();
        }
    }
}
