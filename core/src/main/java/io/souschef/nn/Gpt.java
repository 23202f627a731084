package io.souschef.nn;

import io.souschef.tensor.Functional;
import io.souschef.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A decoder-only transformer as in GPT-2: embeddings of token and position, blocks of attention and MLP with LayerNorm before each,
 * a last LayerNorm, and the head. Tokens int64 [N, T] → logits [N, T, vocabulary]; the logits at t are for the token at t + 1.
 *
 * <p>Parameters {@code wte}, {@code wpe}, {@code h.0.ln_1}, {@code h.0.attn.c_attn} … {@code ln_f}, {@code lm_head}, as there. Weights
 * start normal with deviation 0.02, those that end a residual branch with 0.02 / √(2 · layers).
 *
 * @see <a href="https://cdn.openai.com/better-language-models/language_models_are_unsupervised_multitask_learners.pdf">Radford et
 *     al. 2019, section 2.3</a>
 */
public final class Gpt extends Layer {
    private static final double STD = 0.02;

    /**
     * How large.
     *
     * @param vocabulary how many tokens there are
     * @param context the longest sequence
     * @param tied whether the head is the token embedding once more, or a weight of its own
     */
    public record Options(int vocabulary, int context, int layers, int heads, int width, double dropout, boolean tied) {
        /** Without dropout, tied. */
        public static Options of(int vocabulary, int context, int layers, int heads, int width) {
            return new Options(vocabulary, context, layers, heads, width, 0, true);
        }

        public Options withDropout(double other) {
            return new Options(vocabulary, context, layers, heads, width, other, tied);
        }

        public Options untied() {
            return new Options(vocabulary, context, layers, heads, width, dropout, false);
        }
    }

    private final Options options;
    private final Embedding tokens, positions;
    private final Dropout dropout;
    private final List<Block> blocks = new ArrayList<>();
    private final LayerNorm norm;
    private final Optional<Linear> head;

    public Gpt(long seed, Options options) {
        this.options = options;
        tokens = add("wte", new Embedding(options.vocabulary(), options.width(), Init.normal(STD)));
        positions = add("wpe", new Embedding(options.context(), options.width(), Init.normal(STD)));
        dropout = add("drop", new Dropout(options.dropout()));
        for (int i = 0; i < options.layers(); i++) {
            blocks.add(new Block(options));
        }
        add("h", new Sequential(blocks.toArray(Layer[]::new)));
        norm = add("ln_f", new LayerNorm(options.width()));
        head = options.tied() ? Optional.empty() : Optional.of(add("lm_head", untied(options)));
        initialize(seed);
    }

    private static Linear untied(Options options) {
        return new Linear(options.width(), options.vocabulary(), Init.normal(STD), Init.zeros());
    }

    @Override
    public Tensor forward(Tensor index) {
        if (index.dim() != 2 || index.size(1) > options.context()) {
            throw new WrongInput(this, index.shape(), "tokens [N, T], T up to " + options.context());
        }
        Tensor x = tokens.forward(index).add(positions.forward(Tensor.arange(index.size(1)))); // [N, T, C] + [T, C]
        x = dropout.forward(x);
        for (Block block : blocks) {
            x = block.forward(x);
        }
        Tensor last = norm.forward(x);
        return head.map(own -> own.forward(last))
                .orElseGet(() -> Functional.linear(last, tokens.weight(), Optional.empty()));
    }

    /** x + attention(norm(x)), then x + mlp(norm(x)). [N, T, C] → [N, T, C]. */
    private static final class Block extends Layer {
        private final LayerNorm norm1, norm2;
        private final CausalSelfAttention attention;
        private final Layer mlp;
        private final Dropout dropout;

        Block(Options options) {
            int width = options.width();
            Init last = Init.normal(STD / Math.sqrt(2.0 * options.layers()));
            norm1 = add("ln_1", new LayerNorm(width));
            attention = add(
                    "attn",
                    new CausalSelfAttention(
                            width, options.heads(), linear(width, 3 * width), linear(width, width, last)));
            norm2 = add("ln_2", new LayerNorm(width));
            mlp = add("mlp", new FeedForward(linear(width, 4 * width), linear(4 * width, width, last)));
            dropout = add("drop", new Dropout(options.dropout()));
        }

        private static Linear linear(int in, int out) {
            return linear(in, out, Init.normal(STD));
        }

        private static Linear linear(int in, int out, Init init) {
            return new Linear(in, out, init, Init.zeros());
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor seen = x.add(dropout.forward(attention.forward(norm1.forward(x))));
            return seen.add(dropout.forward(mlp.forward(norm2.forward(seen))));
        }
    }

    /** Four times as wide inside, with GELU. */
    private static final class FeedForward extends Layer {
        private final Linear in, out;

        FeedForward(Linear in, Linear out) {
            this.in = add("c_fc", in);
            this.out = add("c_proj", out);
        }

        @Override
        public Tensor forward(Tensor x) {
            return out.forward(Functional.gelu(in.forward(x)));
        }
    }
}
