package io.souschef.nn;

import io.souschef.tensor.Functional;
import io.souschef.tensor.Tensor;

/** x / (1 + e⁻ˣ), element by element; also called swish. */
public final class Silu extends Layer {
    @Override
    public Tensor forward(Tensor x) {
        return Functional.silu(x);
    }
}
