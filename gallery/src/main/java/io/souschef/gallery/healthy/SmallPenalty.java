package io.souschef.gallery.healthy;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Tensor;

/**
 * 1e-3 of the squared weights.
 */
final class SmallPenalty {
    private SmallPenalty() {}

    static Healthy healthy() {
        return new Healthy("a small penalty in the loss", "regularization-dominates", Program::new);
    }

    private static final class Program extends TableClassifier {
        Program(long seed) {
            super(seed);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            Tensor penalty = Tensor.zeros();
            for (Tensor weight : net.parameters().values()) {
                penalty = penalty.add(weight.pow(2).sum());
            }
            return task().loss(output, batch.target()).add(penalty.mul(1e-3));
        }
    }
}
