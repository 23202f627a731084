package io.souschef.gallery.wiring;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Tokens;
import io.souschef.nn.Embedding;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Lstm;
import io.souschef.tensor.Tensor;

/**
 * The author thinks that the LSTM wants time first, and transposes; it is batch first. The state runs from example to example. What to
 * see: an example moves the outputs of those after it in the batch.
 */
final class LstmOverTheBatch {
    private LstmOverTheBatch() {}

    static Trap trap() {
        return new Trap(
                "LstmOverTheBatch on an LSTM",
                "recurrence-over-batch",
                "D10",
                seed -> Plain.of(seed, new Net(seed, true), Tokens.matching()),
                seed -> Plain.of(seed, new Net(seed, false), Tokens.matching()));
    }

    /** [N, 9] → [N, 2]. */
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
            Tensor x = tokens.forward(index); // [N, T, 16]
            Tensor out = wrong ? lstm.forward(x.transpose(0, 1)).transpose(0, 1) : lstm.forward(x);
            return head.forward(out.select(1, index.size(1) - 1));
        }
    }
}
