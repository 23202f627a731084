package io.souschef.nn;

import io.souschef.tensor.Functional;
import io.souschef.tensor.Tensor;

/** Means over a grid of windows that cover the image, whatever its size. [N, C, H, W] → [N, C, height, width]. */
public final class AdaptiveAvgPool2d extends Layer {
    private final int height, width;

    public AdaptiveAvgPool2d(int height, int width) {
        this.height = Sizes.positive("AdaptiveAvgPool2d's height", height);
        this.width = Sizes.positive("AdaptiveAvgPool2d's width", width);
    }

    @Override
    public Tensor forward(Tensor x) {
        return Functional.adaptiveAvgPool2d(x, height, width);
    }
}
