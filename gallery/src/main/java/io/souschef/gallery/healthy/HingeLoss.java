package io.souschef.gallery.healthy;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Tensor;

/**
 * Examples beyond the margin don't pull; those on the wrong side do.
 */
final class HingeLoss {
    private HingeLoss() {}

    static Healthy healthy() {
        return new Healthy("a margin loss", "loss-clipped-instead-of-gradient", Program::new);
    }

    private static final class Program extends TableClassifier {
        Program(long seed) {
            super(seed);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            Tensor right = output.gather(1, batch.target().unsqueeze(1));
            return output.sub(right).add(1).relu().mean();
        }
    }
}
