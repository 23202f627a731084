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
 * The decoder is fed the target itself, not shifted by a start token. What to see: the token asked for is 0 ahead of the decoder's
 * input.
 */
final class DecoderFedItsTarget {
    private DecoderFedItsTarget() {}

    static Trap trap() {
        return new Trap(
                "DecoderFedItsTarget on an encoder-decoder",
                "input-leaks-into-target",
                "L1",
                seed -> program(seed, true),
                seed -> program(seed, false));
    }

    /** Reads the source backwards and forwards, then says it: source [N, 6] and decoder [N, 6] → [N, 6, 10]. */
    private static final class Net extends Layer {
        private final Embedding tokens = add("tokens", new Embedding(10, 24));
        private final Lstm encoder = add("encoder", new Lstm(24, 24));
        private final Lstm decoder = add("decoder", new Lstm(24, 24));
        private final Linear head = add("head", new Linear(24, 10));

        Net(long seed) {
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor source) {
            throw new UnsupportedOperationException("it takes a source and what the decoder has said");
        }

        Tensor forward(Tensor source, Tensor said) {
            Tensor zeros = Tensor.zeros(1, source.size(0), 24);
            Lstm.Output read = encoder.forward(tokens.forward(source), new Lstm.State(zeros, zeros));
            return head.forward(
                    decoder.forward(tokens.forward(said), read.state()).sequence());
        }
    }

    private static Plain program(long seed, boolean wrong) {
        Net net = new Net(seed);
        return Plain.of(seed, net, Tokens.reversing())
                .withForward((layer, batch) ->
                        net.forward(batch.input("source"), wrong ? batch.target() : batch.input("decoder")));
    }
}
