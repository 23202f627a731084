package io.souschef.gallery.sequence;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Tokens;
import io.souschef.nn.Embedding;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Lstm;
import io.souschef.tensor.DType;
import io.souschef.tensor.Tensor;

/**
 * The mean over all positions counts the padding too, so that an answer depends on the longest sentence in the batch. What to see:
 * without its padding an example gives another output.
 */
final class PaddingAveraged {
    private PaddingAveraged() {}

    static Trap trap() {
        return new Trap(
                "PaddingAveraged on a bag of tokens",
                "padding-attended",
                "L5",
                seed -> Plain.of(seed, new Net(seed, true), Tokens.padded()),
                seed -> Plain.of(seed, new Net(seed, false), Tokens.padded()));
    }

    /** A small convolution by LSTM, then the mean over real positions: [N, 10] → [N, 2]. */
    private static final class Net extends Layer {
        private final boolean wrong;
        private final Embedding tokens = add("tokens", new Embedding(10, 16));
        private final Lstm lstm = add("lstm", new Lstm(16, 24));
        private final Linear head = add("head", new Linear(24, 2));

        Net(long seed, boolean wrong) {
            this.wrong = wrong;
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor index) {
            Tensor out = lstm.forward(tokens.forward(index)); // [N, T, 24]
            if (wrong) {
                return head.forward(out.mean(1));
            }
            Tensor real = index.gt(0).to(DType.FLOAT32).unsqueeze(2);
            return head.forward(out.mul(real).sum(1).div(real.sum(1)));
        }
    }
}
