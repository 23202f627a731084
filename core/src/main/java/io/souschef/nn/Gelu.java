package io.souschef.nn;

import io.souschef.tensor.Functional;
import io.souschef.tensor.Tensor;

/**
 * x Φ(x), element by element, with the exact normal distribution function Φ.
 *
 * @see <a href="https://arxiv.org/abs/1606.08415">Hendrycks and Gimpel 2016</a>
 */
public final class Gelu extends Layer {
    @Override
    public Tensor forward(Tensor x) {
        return Functional.gelu(x);
    }
}
