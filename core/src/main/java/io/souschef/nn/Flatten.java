package io.souschef.nn;

import io.souschef.tensor.Tensor;

/** [N, ...] → [N, D]: all but the batch in one row. */
public final class Flatten extends Layer {
    @Override
    public Tensor forward(Tensor x) {
        return x.flatten();
    }
}
