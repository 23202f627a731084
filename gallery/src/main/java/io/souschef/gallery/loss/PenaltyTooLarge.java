package io.souschef.gallery.loss;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Tensor;

/**
 * λ = 1 in place of 1e-4: the weights shrink to nothing, whatever the data say.
 */
final class PenaltyTooLarge {
    private PenaltyTooLarge() {}

    static Trap trap() {
        return new Trap(
                "a penalty a thousand times too large", "regularization-dominates", "F11", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            Tensor penalty = Tensor.zeros();
            for (Tensor weight : net.parameters().values()) {
                penalty = penalty.add(weight.pow(2).sum());
            }
            return task().loss(output, batch.target()).add(penalty.mul(1.0));
        }
    }

    private static final class Right extends TableClassifier {
        Right(long seed) {
            super(seed);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            Tensor penalty = Tensor.zeros();
            for (Tensor weight : net.parameters().values()) {
                penalty = penalty.add(weight.pow(2).sum());
            }
            return task().loss(output, batch.target()).add(penalty.mul(1e-4));
        }
    }
}
