package io.souschef.nn;

import io.souschef.tensor.Functional;
import io.souschef.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/**
 * Normalises each example over its last dimensions: (x − mean) / √(var + eps) · weight + bias. Any shape that ends in
 * {@code sizes}, and the same out. Parameters {@code weight} and {@code bias} of that shape.
 *
 * @see <a href="https://arxiv.org/abs/1607.06450">Ba et al. 2016</a>
 */
public final class LayerNorm extends Layer {
    private static final double EPS = 1e-5;

    private final long[] sizes;
    private final Tensor weight, bias;

    /** @param sizes the last dimensions; usually one, the number of features */
    public LayerNorm(int... sizes) {
        if (sizes.length == 0) {
            throw new IllegalArgumentException("LayerNorm needs the sizes of the last dimensions, got none");
        }
        Arrays.stream(sizes).forEach(size -> Sizes.positive("LayerNorm's size", size));
        this.sizes = Arrays.stream(sizes).asLongStream().toArray();
        this.weight = parameter("weight", Init.ones(), this.sizes);
        this.bias = parameter("bias", Init.zeros(), this.sizes);
    }

    @Override
    public Tensor forward(Tensor x) {
        return Functional.layerNorm(x, sizes, Optional.of(weight), Optional.of(bias), EPS);
    }
}
