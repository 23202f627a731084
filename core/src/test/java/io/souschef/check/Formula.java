package io.souschef.check;

import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.tensor.Tensor;
import java.util.function.UnaryOperator;

/** A net that is a formula over layers and weights with names. */
public final class Formula extends Layer {
    private UnaryOperator<Tensor> formula = x -> x;

    public <L extends Layer> L has(String name, L layer) {
        return add(name, layer);
    }

    public Tensor weight(String name, Init init, long... shape) {
        return parameter(name, init, shape);
    }

    public Formula is(long seed, UnaryOperator<Tensor> one) {
        formula = one;
        initialize(seed);
        return this;
    }

    @Override
    public Tensor forward(Tensor x) {
        return formula.apply(x);
    }
}
