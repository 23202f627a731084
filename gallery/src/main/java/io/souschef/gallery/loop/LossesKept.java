package io.souschef.gallery.loop;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Shelf;
import io.souschef.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The average loss is kept as a tensor, and with it everything it was computed from.
 */
final class LossesKept {
    private LossesKept() {}

    static Trap trap() {
        return new Trap("losses kept with their graphs", "graph-kept-alive", "H6", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed);
        }

        private final Shelf history = new Shelf("losses");

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            optimizer.step();
            history.keep(loss);
            return loss.item();
        }

        @Override
        public void close() {
            history.close();
            super.close();
        }
    }

    private static final class Right extends TableClassifier {
        Right(long seed) {
            super(seed);
        }

        private final List<Double> history = new ArrayList<>();

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            optimizer.step();
            history.add(loss.item());
            return loss.item();
        }
    }
}
