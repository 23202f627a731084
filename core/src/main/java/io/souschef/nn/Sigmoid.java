package io.souschef.nn;

import io.souschef.tensor.Tensor;

/** 1 / (1 + e⁻ˣ), element by element. */
public final class Sigmoid extends Layer {
    @Override
    public Tensor forward(Tensor x) {
        return x.sigmoid();
    }
}
