package io.souschef.gallery.base;

import io.souschef.nn.Embedding;
import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.nn.LayerNorm;
import io.souschef.nn.Linear;
import io.souschef.nn.Sequential;
import io.souschef.tensor.Functional;
import io.souschef.tensor.Tensor;
import java.util.Optional;

/**
 * Two blocks of a transformer with its attention written out, as people write it: [N, T] → [N, T, vocabulary]. How queries and keys
 * become weights is handed in: that is where the traps are.
 */
public final class Decoder extends Layer {
    private static final int WIDTH = 24, HEADS = 2;

    /** Queries and keys [N, H, T, D] → what each position takes of each, [N, H, T, T]. */
    public interface Attention {
        Tensor weights(Tensor q, Tensor k);
    }

    private final Embedding tokens;
    private final Optional<Embedding> positions;
    private final Layer blocks;
    private final LayerNorm norm = add("norm", new LayerNorm(WIDTH));
    private final Linear head;

    public Decoder(long seed, int vocabulary, int context, Attention attention) {
        this(seed, vocabulary, context, true, attention);
    }

    /** @param positions whether positions are added to the tokens */
    public Decoder(long seed, int vocabulary, int context, boolean positions, Attention attention) {
        this.tokens = add("tokens", new Embedding(vocabulary, WIDTH, Init.normal(0.3)));
        this.positions = positions
                ? Optional.of(add("positions", new Embedding(context, WIDTH, Init.normal(0.3))))
                : Optional.empty();
        this.blocks = add("blocks", new Sequential(new Block(attention), new Block(attention)));
        this.head = add("head", new Linear(WIDTH, vocabulary));
        initialize(seed);
    }

    /** Queries · keys / √d. */
    public static Tensor scores(Tensor q, Tensor k) {
        return q.matmul(k.transpose(2, 3)).mul(1 / Math.sqrt((double) q.size(3)));
    }

    /** Scores with {@code value} at positions later than {@code offset} after the query's own. */
    public static Tensor masked(Tensor scores, double value, int offset) {
        int t = (int) scores.size(3);
        float[] later = new float[t * t];
        for (int i = 0; i < later.length; i++) {
            later[i] = i % t > i / t + offset ? 1 : 0;
        }
        return Tensor.of(later, t, t).gt(0.5).where(Tensor.full(value), scores);
    }

    /** As it should be. */
    public static Tensor right(Tensor q, Tensor k) {
        return masked(scores(q, k), Double.NEGATIVE_INFINITY, 0).softmax(-1);
    }

    @Override
    public Tensor forward(Tensor index) {
        Tensor x = tokens.forward(index);
        if (positions.isPresent()) {
            x = x.add(positions.get().forward(Tensor.arange(index.size(1))));
        }
        return head.forward(norm.forward(blocks.forward(x)));
    }

    /** x + attention(norm(x)), then x + mlp(norm(x)). */
    private static final class Block extends Layer {
        private final Attention attention;
        private final LayerNorm norm1 = add("norm1", new LayerNorm(WIDTH));
        private final Linear q = add("q", new Linear(WIDTH, WIDTH));
        private final Linear k = add("k", new Linear(WIDTH, WIDTH));
        private final Linear v = add("v", new Linear(WIDTH, WIDTH));
        private final Linear out = add("out", new Linear(WIDTH, WIDTH));
        private final LayerNorm norm2 = add("norm2", new LayerNorm(WIDTH));
        private final Linear fc1 = add("fc1", new Linear(WIDTH, 2 * WIDTH));
        private final Linear fc2 = add("fc2", new Linear(2 * WIDTH, WIDTH));

        Block(Attention attention) {
            this.attention = attention;
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor seen = x.add(attended(norm1.forward(x)));
            return seen.add(fc2.forward(Functional.gelu(fc1.forward(norm2.forward(seen)))));
        }

        private Tensor attended(Tensor x) {
            Tensor weights = attention.weights(heads(q.forward(x)), heads(k.forward(x)));
            Tensor taken = weights.matmul(heads(v.forward(x)));
            return out.forward(taken.transpose(1, 2).reshape(x.size(0), x.size(1), WIDTH));
        }

        private static Tensor heads(Tensor x) {
            return x.view(x.size(0), x.size(1), HEADS, WIDTH / HEADS).transpose(1, 2);
        }
    }
}
