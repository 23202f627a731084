package io.souschef.gallery.sequence;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Tokens;
import io.souschef.nn.Embedding;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Lstm;
import io.souschef.tensor.Tensor;

/**
 * A bidirectional LSTM as a language model: the way back reads the answer. What to see: a change of the last token moves the first
 * output.
 */
final class LanguageModelInBothDirections {
    private LanguageModelInBothDirections() {}

    static Trap trap() {
        return new Trap(
                "LanguageModelInBothDirections on an LSTM",
                "sees-the-future",
                "L3",
                seed -> Plain.of(seed, new Net(seed, true), Tokens.copying()),
                seed -> Plain.of(seed, new Net(seed, false), Tokens.copying()));
    }

    /** [N, T] → [N, T, 9]. */
    private static final class Net extends Layer {
        private final Embedding tokens = add("tokens", new Embedding(9, 16));
        private final Lstm lstm;
        private final Linear head;

        Net(long seed, boolean wrong) {
            Lstm.Options options = wrong ? Lstm.Options.DEFAULT.inBothDirections() : Lstm.Options.DEFAULT;
            lstm = add("lstm", new Lstm(16, 24, options));
            head = add("head", new Linear(wrong ? 48 : 24, 9));
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor index) {
            return head.forward(lstm.forward(tokens.forward(index)));
        }
    }
}
