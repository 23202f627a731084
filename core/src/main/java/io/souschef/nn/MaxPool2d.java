package io.souschef.nn;

import io.souschef.tensor.Functional;
import io.souschef.tensor.Tensor;

/** The largest value in each window. [N, C, H, W] → [N, C, H', W'] with H' = ⌊(H + 2 padding − size) / stride⌋ + 1. */
public final class MaxPool2d extends Layer {
    private final int size, stride, padding;

    /** Windows side by side. */
    public MaxPool2d(int size) {
        this(size, size, 0);
    }

    /** @param padding rows and columns of −∞ around the image, at most half the size */
    public MaxPool2d(int size, int stride, int padding) {
        this.size = Sizes.positive("MaxPool2d's size", size);
        this.stride = Sizes.positive("MaxPool2d's stride", stride);
        this.padding = Sizes.notNegative("MaxPool2d's padding", padding);
    }

    @Override
    public Tensor forward(Tensor x) {
        return Functional.maxPool2d(x, size, stride, padding);
    }
}
