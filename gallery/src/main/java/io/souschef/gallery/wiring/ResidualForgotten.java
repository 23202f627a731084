package io.souschef.gallery.wiring;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Tokens;
import io.souschef.nn.CausalSelfAttention;
import io.souschef.nn.Embedding;
import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.nn.LayerNorm;
import io.souschef.nn.Linear;
import io.souschef.nn.Sequential;
import io.souschef.tensor.Functional;
import io.souschef.tensor.Tensor;

/**
 * The MLP of each block returns mlp(norm(x)) and not x + mlp(norm(x)). What to see: what its norm takes never comes back.
 */
final class ResidualForgotten {
    private ResidualForgotten() {}

    static Trap trap() {
        return new Trap(
                "ResidualForgotten on a small transformer",
                "residual-missing",
                "D13",
                seed -> Plain.of(seed, new Net(seed, true), Tokens.counting()),
                seed -> Plain.of(seed, new Net(seed, false), Tokens.counting()));
    }

    /** x + attention(norm(x)), then x + mlp(norm(x)). */
    private static final class Block extends Layer {
        private final boolean wrong;
        private final LayerNorm norm1 = add("norm1", new LayerNorm(24));
        private final CausalSelfAttention attention = add("attention", new CausalSelfAttention(24, 2));
        private final LayerNorm norm2 = add("norm2", new LayerNorm(24));
        private final Linear fc1 = add("fc1", new Linear(24, 48));
        private final Linear fc2 = add("fc2", new Linear(48, 24));

        Block(boolean wrong) {
            this.wrong = wrong;
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor seen = x.add(attention.forward(norm1.forward(x)));
            Tensor thought = fc2.forward(Functional.gelu(fc1.forward(norm2.forward(seen))));
            return wrong ? thought : seen.add(thought);
        }
    }

    /** [N, T] → [N, T, 13]. */
    private static final class Net extends Layer {
        private final Embedding tokens = add("tokens", new Embedding(13, 24, Init.normal(0.1)));
        private final Embedding positions = add("positions", new Embedding(12, 24, Init.normal(0.1)));
        private final Layer blocks;
        private final LayerNorm norm = add("norm", new LayerNorm(24));
        private final Linear head = add("head", new Linear(24, 13));

        Net(long seed, boolean wrong) {
            blocks = add("blocks", new Sequential(new Block(wrong), new Block(wrong)));
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor index) {
            Tensor x = tokens.forward(index).add(positions.forward(Tensor.arange(index.size(1))));
            return head.forward(norm.forward(blocks.forward(x)));
        }
    }
}
