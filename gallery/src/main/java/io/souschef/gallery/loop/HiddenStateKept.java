package io.souschef.gallery.loop;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Tensor;

/**
 * The mean activation of the last batch is added to the next, although the batches have nothing to do with each other.
 */
final class HiddenStateKept {
    private HiddenStateKept() {}

    static Trap trap() {
        return new Trap("a hidden state that outlives its batch", "hidden-state-carried", "H7", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed);
        }

        private float[] hidden = new float[3];

        @Override
        public Tensor forward(Batch batch) {
            Tensor out = net.forward(batch.input()).add(Tensor.of(hidden, 3).mul(0.5));
            hidden = out.mean(0).toFloats();
            return out;
        }
    }

    private static final class Right extends TableClassifier {
        Right(long seed) {
            super(seed);
        }

        @Override
        public Tensor forward(Batch batch) {
            return net.forward(batch.input());
        }
    }
}
