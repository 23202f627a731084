package io.souschef.check.wiring;

import java.util.List;

/**
 * A parameter of the net after one backward pass.
 *
 * @param name dotted
 * @param trainable whether it asks for gradients
 * @param reached whether the backward pass gave it a gradient
 * @param gradient the norm of that; zero if there is none
 * @param rms the root of the mean of its squared elements
 */
public record Weight(String name, List<Long> shape, boolean trainable, boolean reached, double gradient, double rms) {
    public Weight {
        shape = List.copyOf(shape);
    }

    public long numel() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    /** The dotted name of the layer that it belongs to; empty for the net itself. */
    public String layer() {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(0, dot);
    }
}
