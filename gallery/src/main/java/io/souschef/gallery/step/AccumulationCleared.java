package io.souschef.gallery.step;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.PictureClassifier;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;

/**
 * zeroGrad stayed at the top of the step: only the last of three batches counts.
 */
final class AccumulationCleared {
    private AccumulationCleared() {}

    static Trap trap() {
        return new Trap(
                "gradients cleared inside an accumulation", "accumulation-not-divided", "H3", Wrong::new, Right::new);
    }

    private static final class Wrong extends PictureClassifier {
        private int calls;

        Wrong(long seed) {
            super(seed);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.div(3).backward();
            if (++calls % 3 == 0) {
                optimizer.step();
            }
            return loss.item();
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withAccumulation(3);
        }
    }

    private static final class Right extends PictureClassifier {
        private int calls;

        Right(long seed) {
            super(seed);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            Tensor loss = loss(forward(batch), batch);
            loss.div(3).backward();
            if (++calls % 3 == 0) {
                optimizer.step();
                optimizer.zeroGrad();
            }
            return loss.item();
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withAccumulation(3);
        }
    }
}
