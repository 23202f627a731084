package io.souschef.gallery.sequence;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Tokens;
import io.souschef.nn.Embedding;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.DType;
import io.souschef.tensor.Tensor;

/**
 * Attention over sentences without a mask for the padding. What to see: without its padding an example gives another output.
 */
final class PaddingLookedAt {
    private PaddingLookedAt() {}

    static Trap trap() {
        return new Trap(
                "PaddingLookedAt on an attention",
                "padding-attended",
                "L5",
                seed -> Plain.of(seed, new Net(seed, true), Tokens.padded()),
                seed -> Plain.of(seed, new Net(seed, false), Tokens.padded()));
    }

    /** One attention, then the mean over real positions: [N, 10] → [N, 2]. */
    private static final class Net extends Layer {
        private final boolean wrong;
        private final Embedding tokens = add("tokens", new Embedding(10, 24));
        private final Embedding positions = add("positions", new Embedding(10, 24));
        private final Linear q = add("q", new Linear(24, 24));
        private final Linear k = add("k", new Linear(24, 24));
        private final Linear v = add("v", new Linear(24, 24));
        private final Linear head = add("head", new Linear(24, 2));

        Net(long seed, boolean wrong) {
            this.wrong = wrong;
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor index) {
            Tensor x = tokens.forward(index).add(positions.forward(Tensor.arange(index.size(1))));
            Tensor real = index.gt(0); // [N, T]
            Tensor scores = q.forward(x).matmul(k.forward(x).transpose(1, 2)).mul(1 / Math.sqrt(24));
            Tensor masked = wrong ? scores : real.unsqueeze(1).where(scores, Tensor.full(Double.NEGATIVE_INFINITY));
            Tensor out = x.add(masked.softmax(-1).matmul(v.forward(x))).relu();
            Tensor counted = real.to(DType.FLOAT32).unsqueeze(2);
            return head.forward(out.mul(counted).sum(1).div(counted.sum(1)));
        }
    }
}
