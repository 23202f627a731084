package io.souschef.gallery.boarders;

import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.tensor.Tensor;
import java.util.function.UnaryOperator;

/** A net that is a formula over layers and weights with names. */
final class Formula extends Layer {
    private UnaryOperator<Tensor> formula = x -> x;

    <L extends Layer> L has(String name, L layer) {
        return add(name, layer);
    }

    Tensor weight(String name, Init init, long... shape) {
        return parameter(name, init, shape);
    }

    Tensor constant(String name, Init init, long... shape) {
        return buffer(name, init, shape);
    }

    Formula is(long seed, UnaryOperator<Tensor> one) {
        formula = one;
        initialize(seed);
        return this;
    }

    @Override
    public Tensor forward(Tensor x) {
        return formula.apply(x);
    }
}
