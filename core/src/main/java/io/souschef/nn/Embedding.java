package io.souschef.nn;

import io.souschef.tensor.Functional;
import io.souschef.tensor.Tensor;

/** A row of numbers for each index. int64 [...] → float32 [..., dim]. Parameter {@code weight} [count, dim], standard normal. */
public final class Embedding extends Layer {
    private final Tensor weight;

    /** @param count how many indices there are: 0 … count − 1 */
    public Embedding(int count, int dim) {
        this(count, dim, Init.normal(1));
    }

    /** With other rows to begin with. */
    public Embedding(int count, int dim, Init init) {
        this.weight = parameter(
                "weight",
                init,
                Sizes.positive("Embedding's count", count),
                Sizes.positive("Embedding's dimension", dim));
    }

    public Tensor weight() {
        return weight;
    }

    @Override
    public Tensor forward(Tensor index) {
        return Functional.embedding(weight, index);
    }
}
