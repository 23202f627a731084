package io.souschef.gallery.wiring;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Tokens;
import io.souschef.nn.Embedding;
import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Lstm;
import io.souschef.tensor.Functional;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.util.Optional;

/**
 * The head is to share the embedding's weight, and gets a copy of it. What to see: equal at first, apart after some steps.
 */
final class HeadCopiedFromEmbedding {
    private HeadCopiedFromEmbedding() {}

    static Trap trap() {
        return new Trap(
                "HeadCopiedFromEmbedding on a GPT",
                "weights-not-tied",
                "D11",
                seed -> Plain.of(seed, new Net(seed, true), Tokens.counting()),
                seed -> Plain.of(seed, new Net(seed, false), Tokens.counting()));
    }

    /** A bigram-like net over a context of averages: [N, T] → [N, T, 13]. */
    private static final class Net extends Layer {
        private final boolean wrong;
        private final Embedding tokens = add("tokens", new Embedding(13, 24, Init.normal(0.1)));
        private final Lstm lstm = add("lstm", new Lstm(24, 24));
        private final Optional<Linear> head;

        Net(long seed, boolean wrong) {
            this.wrong = wrong;
            this.head = wrong ? Optional.of(add("head", new Linear(24, 13, false))) : Optional.empty();
            initialize(seed);
            head.ifPresent(own -> {
                try (Scope scope = Scope.open("tie");
                        NoGrad off = NoGrad.open()) {
                    own.weight().copyInPlace(tokens.weight());
                }
            });
        }

        @Override
        public Tensor forward(Tensor index) {
            Tensor out = lstm.forward(tokens.forward(index));
            return wrong ? head.orElseThrow().forward(out) : Functional.linear(out, tokens.weight(), Optional.empty());
        }
    }
}
