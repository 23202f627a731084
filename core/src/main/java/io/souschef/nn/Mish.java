package io.souschef.nn;

import io.souschef.tensor.Functional;
import io.souschef.tensor.Tensor;

/**
 * x tanh(ln(1 + eˣ)), element by element.
 *
 * @see <a href="https://arxiv.org/abs/1908.08681">Misra 2019</a>
 */
public final class Mish extends Layer {
    @Override
    public Tensor forward(Tensor x) {
        return Functional.mish(x);
    }
}
