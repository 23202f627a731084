package io.souschef.gallery.healthy;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Tensor;

/**
 * (1 − p)² takes the easy examples' pull away, not that of the hard ones.
 */
final class FocalLoss {
    private FocalLoss() {}

    static Healthy healthy() {
        return new Healthy("focal loss", "loss-clipped-instead-of-gradient", Program::new);
    }

    private static final class Program extends TableClassifier {
        Program(long seed) {
            super(seed);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            Tensor log = output.logSoftmax(1).gather(1, batch.target().unsqueeze(1));
            Tensor hard = log.exp().neg().add(1).pow(2);
            return hard.mul(log).mean().neg();
        }
    }
}
