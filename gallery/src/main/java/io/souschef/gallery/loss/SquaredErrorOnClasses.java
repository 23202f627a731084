package io.souschef.gallery.loss;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;

/**
 * Scores are pulled towards a one-hot vector by a squared error.
 */
final class SquaredErrorOnClasses {
    private SquaredErrorOnClasses() {}

    static Trap trap() {
        return new Trap("a squared error on class scores", "loss-wrong-for-task", "F8", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return output.sub(batch.target().oneHot(3).to(DType.FLOAT32)).pow(2).mean();
        }
    }

    private static final class Right extends TableClassifier {
        Right(long seed) {
            super(seed);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return Losses.crossEntropy(output, batch.target());
        }
    }
}
