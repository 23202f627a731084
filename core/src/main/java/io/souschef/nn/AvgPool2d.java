package io.souschef.nn;

import io.souschef.tensor.Functional;
import io.souschef.tensor.Tensor;

/** The mean of each window. [N, C, H, W] → [N, C, H', W'] with H' = ⌊(H − size) / stride⌋ + 1. */
public final class AvgPool2d extends Layer {
    private final int size, stride;

    /** Windows side by side. */
    public AvgPool2d(int size) {
        this(size, size);
    }

    public AvgPool2d(int size, int stride) {
        this.size = Sizes.positive("AvgPool2d's size", size);
        this.stride = Sizes.positive("AvgPool2d's stride", stride);
    }

    @Override
    public Tensor forward(Tensor x) {
        return Functional.avgPool2d(x, size, stride);
    }
}
