package io.souschef.gallery.fed;

import io.souschef.nn.Conv2d;
import io.souschef.nn.Layer;
import io.souschef.tensor.Tensor;

/** Two convolutions and a class for every pixel: [N, 1, H, W] → [N, 2, H, W]. */
public final class Segmenter extends Layer {
    private final Conv2d conv1 = add("conv1", new Conv2d(1, 8, 3, Conv2d.Options.DEFAULT.withPadding(1)));
    private final Conv2d conv2 = add("conv2", new Conv2d(8, 2, 3, Conv2d.Options.DEFAULT.withPadding(1)));

    public Segmenter(long seed) {
        initialize(seed);
    }

    @Override
    public Tensor forward(Tensor x) {
        return conv2.forward(conv1.forward(x).relu());
    }
}
