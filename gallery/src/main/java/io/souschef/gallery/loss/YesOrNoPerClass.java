package io.souschef.gallery.loss;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.PictureClassifier;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;

/**
 * Just one class is right, and each is judged by itself.
 */
final class YesOrNoPerClass {
    private YesOrNoPerClass() {}

    static Trap trap() {
        return new Trap(
                "binary cross-entropy on classes that exclude one another",
                "loss-wrong-for-task",
                "F8",
                Wrong::new,
                Right::new);
    }

    private static final class Wrong extends PictureClassifier {
        Wrong(long seed) {
            super(seed);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return Losses.binaryCrossEntropy(output, batch.target().oneHot(4).to(DType.FLOAT32));
        }
    }

    private static final class Right extends PictureClassifier {
        Right(long seed) {
            super(seed);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return Losses.crossEntropy(output, batch.target());
        }
    }
}
