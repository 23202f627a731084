package io.souschef.gallery.wiring;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Tokens;
import io.souschef.nn.Embedding;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.Functional;
import io.souschef.tensor.Tensor;

/**
 * Heads are split off with view(n, heads, t, d) and no transpose: each head gets some of the positions, with their channels mixed.
 * No example sees another, and the loss falls. What to see: a view that cuts across time and channels.
 */
final class HeadsSplitByView {
    private HeadsSplitByView() {}

    static Trap trap() {
        return new Trap(
                "HeadsSplitByView on a small attention",
                "view-instead-of-permute",
                "D5",
                seed -> Plain.of(seed, new Net(seed, true), Tokens.matching()),
                seed -> Plain.of(seed, new Net(seed, false), Tokens.matching()));
    }

    /** One attention without a mask over tokens: [N, 9] → [N, 2]. */
    private static final class Net extends Layer {
        private static final int WIDTH = 24, HEADS = 3;
        private final boolean wrong;
        private final Embedding tokens = add("tokens", new Embedding(10, WIDTH));
        private final Embedding positions = add("positions", new Embedding(9, WIDTH));
        private final Linear q = add("q", new Linear(WIDTH, WIDTH));
        private final Linear k = add("k", new Linear(WIDTH, WIDTH));
        private final Linear v = add("v", new Linear(WIDTH, WIDTH));
        private final Linear head = add("head", new Linear(WIDTH, 2));

        Net(long seed, boolean wrong) {
            this.wrong = wrong;
            initialize(seed);
        }

        private Tensor split(Tensor x) {
            long n = x.size(0), t = x.size(1);
            return wrong
                    ? x.view(n, HEADS, t, WIDTH / HEADS)
                    : x.view(n, t, HEADS, WIDTH / HEADS).transpose(1, 2);
        }

        @Override
        public Tensor forward(Tensor index) {
            long n = index.size(0), t = index.size(1);
            Tensor x = tokens.forward(index).add(positions.forward(Tensor.arange(t)));
            Tensor seen = Functional.scaledDotProductAttention(
                    split(q.forward(x)), split(k.forward(x)), split(v.forward(x)), false);
            Tensor merged =
                    wrong ? seen.reshape(n, t, WIDTH) : seen.transpose(1, 2).reshape(n, t, WIDTH);
            return head.forward(x.add(merged).relu().mean(1));
        }
    }
}
