package io.souschef.gallery.healthy;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Tensor;

/**
 * The net ends in logSoftmax, and the loss expects that.
 */
final class LogProbabilities {
    private LogProbabilities() {}

    static Healthy healthy() {
        return new Healthy("log-probabilities and their likelihood", "loss-expects-probabilities", Program::new);
    }

    private static final class Program extends TableClassifier {
        Program(long seed) {
            super(seed);
        }

        @Override
        public Tensor forward(Batch batch) {
            return net.forward(batch.input()).logSoftmax(1);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return output.gather(1, batch.target().unsqueeze(1)).mean().neg();
        }
    }
}
