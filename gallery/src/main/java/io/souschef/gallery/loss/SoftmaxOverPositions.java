package io.souschef.gallery.loss;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Speaker;
import io.souschef.gallery.base.Tokens;
import io.souschef.tensor.Tensor;

/**
 * Logits are [N, T, V]; the softmax runs over T.
 */
final class SoftmaxOverPositions {
    private SoftmaxOverPositions() {}

    static Trap trap() {
        return new Trap(
                "a softmax over the positions of a sequence", "softmax-over-wrong-axis", "F4", Wrong::new, Right::new);
    }

    private static final class Wrong extends Speaker {
        Wrong(long seed) {
            super(seed, Tokens.counting(), 13);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return output.logSoftmax(1)
                    .gather(2, batch.target().unsqueeze(2))
                    .mean()
                    .neg();
        }
    }

    private static final class Right extends Speaker {
        Right(long seed) {
            super(seed, Tokens.counting(), 13);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return output.logSoftmax(2)
                    .gather(2, batch.target().unsqueeze(2))
                    .mean()
                    .neg();
        }
    }
}
