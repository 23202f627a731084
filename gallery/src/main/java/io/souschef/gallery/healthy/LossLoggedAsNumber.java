package io.souschef.gallery.healthy;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.TableRegressor;
import io.souschef.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A list that grows, of numbers.
 */
final class LossLoggedAsNumber {
    private LossLoggedAsNumber() {}

    static Healthy healthy() {
        return new Healthy("losses logged as numbers", "graph-kept-alive", Program::new);
    }

    private static final class Program extends TableRegressor {
        Program(long seed) {
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
