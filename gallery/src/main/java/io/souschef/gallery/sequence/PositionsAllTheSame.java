package io.souschef.gallery.sequence;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Tokens;
import io.souschef.nn.CausalSelfAttention;
import io.souschef.nn.Embedding;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.DType;
import io.souschef.tensor.Tensor;

/**
 * The positions are looked up, but with zeros for indices: each token gets the same one. What to see: as without positions.
 */
final class PositionsAllTheSame {
    private PositionsAllTheSame() {}

    static Trap trap() {
        return new Trap(
                "PositionsAllTheSame on an encoder",
                "positions-missing",
                "L8",
                seed -> Plain.of(seed, new Net(seed, true), Tokens.matching()),
                seed -> Plain.of(seed, new Net(seed, false), Tokens.matching()));
    }

    /** One attention over all positions, then their mean: [N, 9] → [N, 2]. */
    private static final class Net extends Layer {
        private final boolean wrong;
        private final Embedding tokens = add("tokens", new Embedding(10, 24));
        private final Embedding positions = add("positions", new Embedding(9, 24));
        private final CausalSelfAttention attention = add("attention", new CausalSelfAttention(24, 2));
        private final Linear head = add("head", new Linear(24, 2));

        Net(long seed, boolean wrong) {
            this.wrong = wrong;
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor index) {
            Tensor places = Tensor.arange(index.size(1));
            Tensor x = tokens.forward(index)
                    .add(positions.forward(wrong ? places.mul(0).to(DType.INT64) : places));
            return head.forward(x.add(attention.forward(x)).relu().mean(1));
        }
    }
}
