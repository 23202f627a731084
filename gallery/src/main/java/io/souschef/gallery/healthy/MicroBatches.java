package io.souschef.gallery.healthy;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;

/**
 * The step cuts its batch into 12, 12 and 8 and weights each by its size.
 */
final class MicroBatches {
    private MicroBatches() {}

    static Healthy healthy() {
        return new Healthy("a batch cut into unequal micro-batches", "accumulation-not-divided", Program::new);
    }

    private static final class Program extends TableClassifier {
        Program(long seed) {
            super(seed);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            double sum = 0;
            int n = batch.size();
            for (int from = 0; from < n; from += 12) {
                int size = Math.min(12, n - from);
                Tensor part = net.forward(batch.input().narrow(0, from, size));
                Tensor loss = Losses.crossEntropy(part, batch.target().narrow(0, from, size))
                        .mul((double) size / n);
                loss.backward();
                sum += loss.item();
            }
            optimizer.step();
            return sum;
        }
    }
}
