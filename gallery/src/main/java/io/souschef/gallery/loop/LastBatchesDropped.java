package io.souschef.gallery.loop;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;

/**
 * Six batches an epoch, four per update: the last two are cleared at the end of each epoch.
 */
final class LastBatchesDropped {
    private LastBatchesDropped() {}

    static Trap trap() {
        return new Trap(
                "the last, incomplete accumulation thrown away",
                "partial-accumulation-dropped",
                "H4",
                Wrong::new,
                Right::new);
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
            loss.div(4).backward();
            if (++calls % 4 == 0) {
                optimizer.step();
                optimizer.zeroGrad();
            }
            return loss.item();
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withAccumulation(4);
        }

        @Override
        public void epochEnded(int epoch) {
            optimizer.zeroGrad();
            calls = 0;
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
            loss.div(4).backward();
            if (++calls % 4 == 0) {
                optimizer.step();
                optimizer.zeroGrad();
            }
            return loss.item();
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withAccumulation(4);
        }

        @Override
        public void epochEnded(int epoch) {
            optimizer.step();
            optimizer.zeroGrad();
            calls = 0;
        }
    }
}
