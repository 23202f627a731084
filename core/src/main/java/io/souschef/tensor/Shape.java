package io.souschef.tensor;

import java.util.Arrays;

/** The sizes of a tensor, outermost first: {@code [64, 3, 32, 32]}. */
public final class Shape {
    private final long[] sizes;

    private Shape(long[] sizes) {
        this.sizes = sizes;
    }

    public static Shape of(long... sizes) {
        return new Shape(sizes.clone());
    }

    /** Number of dimensions. */
    public int dim() {
        return sizes.length;
    }

    /** The size of one dimension; −1 is the last. */
    public long size(int dim) {
        return sizes[dim < 0 ? dim + sizes.length : dim];
    }

    /** Number of elements. */
    public long numel() {
        long n = 1;
        for (long size : sizes) {
            n *= size;
        }
        return n;
    }

    public long[] toArray() {
        return sizes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    @Override
    public String toString() {
        return Arrays.toString(sizes);
    }
}
