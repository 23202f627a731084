package io.souschef.gallery.healthy;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Sgd;

/**
 * Gradients are cleared only once per update, on purpose.
 */
final class AccumulatedMean {
    private AccumulatedMean() {}

    static Healthy healthy() {
        return new Healthy("three batches accumulated", "gradients-not-cleared", Program::new);
    }

    private static final class Program extends TableClassifier {
        Program(long seed) {
            super(seed, net -> new Sgd(net, 0.1, 0.9));
        }

        private int calls;

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
