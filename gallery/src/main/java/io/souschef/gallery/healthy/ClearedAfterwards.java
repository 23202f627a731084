package io.souschef.gallery.healthy;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Tensor;

/**
 * At the end of the step in place of its start.
 */
final class ClearedAfterwards {
    private ClearedAfterwards() {}

    static Healthy healthy() {
        return new Healthy("gradients cleared after the update", "gradients-not-cleared", Program::new);
    }

    private static final class Program extends TableClassifier {
        Program(long seed) {
            super(seed);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            optimizer.step();
            optimizer.zeroGrad();
            return loss.item();
        }
    }
}
