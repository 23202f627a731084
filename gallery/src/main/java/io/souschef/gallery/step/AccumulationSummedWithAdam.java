package io.souschef.gallery.step;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;

/**
 * Adam hides the factor; its epsilon and the clipping do not.
 */
final class AccumulationSummedWithAdam {
    private AccumulationSummedWithAdam() {}

    static Trap trap() {
        return new Trap("three batches summed under Adam", "accumulation-not-divided", "H3", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableClassifier {
        private int calls;

        Wrong(long seed) {
            super(seed);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
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

    private static final class Right extends TableClassifier {
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
