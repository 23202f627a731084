package io.souschef.gallery.base;

import io.souschef.nn.Layer;
import io.souschef.tensor.Tensor;
import java.util.Objects;

/** A net of named layers and a function over them, for programs whose net is a few lines. */
public final class Sketch extends Layer {
    /** What the net does with its layers. */
    public interface Forward {
        Tensor of(Sketch net, Tensor x);
    }

    private final Forward forward;

    private Sketch(Forward forward) {
        this.forward = forward;
    }

    public static Sketch of(Forward forward) {
        return new Sketch(forward);
    }

    public Sketch with(String name, Layer layer) {
        add(name, layer);
        return this;
    }

    public Sketch drawn(long seed) {
        initialize(seed);
        return this;
    }

    /** The layer of this name, called. */
    public Tensor call(String name, Tensor x) {
        return layer(name).forward(x);
    }

    public Layer layer(String name) {
        return Objects.requireNonNull(children().get(name), name);
    }

    @Override
    public Tensor forward(Tensor x) {
        return forward.of(this, x);
    }
}
