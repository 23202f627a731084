package io.souschef.nn;

import io.souschef.tensor.Functional;
import io.souschef.tensor.Tensor;

/**
 * λ x for positive x, λ α (eˣ − 1) for the rest: keeps mean 0 and variance 1 through a deep net of linear layers.
 *
 * @see <a href="https://arxiv.org/abs/1706.02515">Klambauer et al. 2017, equation 2</a>
 */
public final class Selu extends Layer {
    @Override
    public Tensor forward(Tensor x) {
        return Functional.selu(x);
    }
}
