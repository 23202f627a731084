package io.souschef.nn;

import io.souschef.tensor.Tensor;

/** x + inner(x), with what is inside under the name {@code inner}. The shape doesn't change. */
public final class Residual extends Layer {
    private final Layer inner;

    public Residual(Layer inner) {
        this.inner = add("inner", inner);
    }

    /** @throws WrongInput when what is inside changes the shape: the sum would broadcast, or fail */
    @Override
    public Tensor forward(Tensor x) {
        Tensor change = inner.forward(x);
        if (!change.shape().equals(x.shape())) {
            throw new WrongInput(this, x.shape(), "an inner layer that keeps the shape; it gave " + change.shape());
        }
        return x.add(change);
    }
}
