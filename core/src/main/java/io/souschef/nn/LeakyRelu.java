package io.souschef.nn;

import io.souschef.tensor.Functional;
import io.souschef.tensor.Tensor;

/** x where it is positive, slope · x elsewhere. */
public final class LeakyRelu extends Layer {
    private final double slope;

    /** With PyTorch's slope, 0.01. */
    public LeakyRelu() {
        this(0.01);
    }

    public LeakyRelu(double slope) {
        this.slope = slope;
    }

    @Override
    public Tensor forward(Tensor x) {
        return Functional.leakyRelu(x, slope);
    }
}
