package io.souschef.nn;

import io.souschef.tensor.Functional;
import io.souschef.tensor.Tensor;

/**
 * Each position looks at itself and at those before it, in several heads: [N, T, C] → [N, T, C]. Parameters {@code c_attn} (queries,
 * keys and values in one) and {@code c_proj}, as in GPT-2.
 *
 * @see <a href="https://arxiv.org/abs/1706.03762">Vaswani et al. 2017, section 3.2</a>
 */
public final class CausalSelfAttention extends Layer {
    private final int width, heads;
    private final Linear qkv, projection;

    /** PyTorch's initial weights. */
    public CausalSelfAttention(int width, int heads) {
        this(width, heads, new Linear(width, 3 * width), new Linear(width, width));
    }

    CausalSelfAttention(int width, int heads, Linear qkv, Linear projection) {
        if (width % Sizes.positive("CausalSelfAttention's heads", heads) != 0) {
            throw new IllegalArgumentException(
                    "the width of an attention is a multiple of its heads, got " + width + " and " + heads);
        }
        this.width = width;
        this.heads = heads;
        this.qkv = add("c_attn", qkv);
        this.projection = add("c_proj", projection);
    }

    @Override
    public Tensor forward(Tensor x) {
        if (x.dim() != 3 || x.size(2) != width) {
            throw new WrongInput(this, x.shape(), "[N, T, " + width + "]");
        }
        long n = x.size(0), t = x.size(1);
        Tensor all = qkv.forward(x)
                .view(n, t, 3, heads, width / heads)
                .permute(2, 0, 3, 1, 4); // [3, N, heads, T, width / heads]
        Tensor seen = Functional.scaledDotProductAttention(all.select(0, 0), all.select(0, 1), all.select(0, 2), true);
        return projection.forward(seen.transpose(1, 2).reshape(n, t, width));
    }
}
