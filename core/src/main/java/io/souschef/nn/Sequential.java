package io.souschef.nn;

import io.souschef.tensor.Tensor;
import java.util.List;

/** Layers one after the other, named 0, 1, 2 … as in PyTorch. */
public final class Sequential extends Layer {
    private final List<Layer> layers;

    public Sequential(Layer... layers) {
        this.layers = List.of(layers);
        for (int i = 0; i < layers.length; i++) {
            add(String.valueOf(i), layers[i]);
        }
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor out = x;
        for (Layer layer : layers) {
            out = layer.forward(out);
        }
        return out;
    }
}
