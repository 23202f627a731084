package io.souschef.gallery.newcomers;

import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import java.util.function.UnaryOperator;

/** A net that is written as a function, with its layers put in by name. */
public final class Written extends Layer {
    private UnaryOperator<Tensor> function = x -> x;
    private RandomStream stream = RandomStream.of(0, "masks");
    private long draws;

    public <L extends Layer> L put(String name, L layer) {
        return add(name, layer);
    }

    public Tensor weight(String name, Init init, long... shape) {
        return parameter(name, init, shape);
    }

    public Tensor kept(String name, Init init, long... shape) {
        return buffer(name, init, shape);
    }

    public Written as(long seed, UnaryOperator<Tensor> one) {
        function = one;
        initialize(seed);
        return this;
    }

    /** A stream of its own for the next mask. */
    public RandomStream next() {
        return stream.at(draws++);
    }

    @Override
    public Tensor forward(Tensor x) {
        return function.apply(x);
    }

    @Override
    protected void seeded(RandomStream own) {
        stream = own;
        draws = 0;
    }

    @Override
    protected long draws() {
        return draws;
    }

    @Override
    protected void draws(long n) {
        draws = n;
    }
}
