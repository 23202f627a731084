package io.souschef.gallery.healthy;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;

/**
 * Declared: the batches are pieces of one long series.
 */
final class CarriedOnPurpose {
    private CarriedOnPurpose() {}

    static Healthy healthy() {
        return new Healthy("a state carried on purpose", "hidden-state-carried", Program::new);
    }

    private static final class Program extends TableClassifier {
        Program(long seed) {
            super(seed);
        }

        private float[] hidden = new float[3];

        @Override
        public Tensor forward(Batch batch) {
            Tensor out = net.forward(batch.input()).add(Tensor.of(hidden, 3).mul(0.1));
            hidden = out.mean(0).toFloats();
            return out;
        }

        @Override
        public Declared declares() {
            return Declared.nothing().carryingState();
        }
    }
}
