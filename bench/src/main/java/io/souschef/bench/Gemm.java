package io.souschef.bench;

import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Shelf;
import io.souschef.tensor.Tensor;

/** The product of two float32 matrices of 2048 x 2048: 17.2 GFLOP. */
final class Gemm implements Work {
    private static final int N = 2048;

    private final Shelf shelf = new Shelf("gemm");
    private final Tensor a, b;

    Gemm() {
        try (Scope scope = Scope.open("gemm")) {
            a = shelf.keep(RandomStream.of(1, "a").normal(0, 1, N, N));
            b = shelf.keep(RandomStream.of(1, "b").normal(0, 1, N, N));
        }
    }

    @Override
    public void step() {
        try (Scope scope = Scope.open("product")) {
            a.matmul(b);
        }
    }

    @Override
    public void close() {
        shelf.close();
    }
}
