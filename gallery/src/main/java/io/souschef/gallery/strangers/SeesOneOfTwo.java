package io.souschef.gallery.strangers;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.tensor.Tensor;

/** The left picture is compared with itself; a slip of copying and pasting. It learns all the same, by heart. */
final class SeesOneOfTwo {
    private SeesOneOfTwo() {}

    static Trap trap() {
        return new Trap("one picture of a pair seen twice", "input-ignored", "I9", Wrong::new, PairMatcher::new);
    }

    private static final class Wrong extends PairMatcher {
        Wrong(long seed) {
            super(seed);
        }

        @Override
        public Tensor forward(Batch batch) {
            return net.forward(batch.input("left"), batch.input("left"));
        }
    }
}
