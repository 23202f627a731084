package io.souschef.tensor;

/** Equations of matrices. */
public final class LinearAlgebra {
    private LinearAlgebra() {}

    /**
     * The X with a · X = b, by Cholesky: a [D, D] symmetric and positive definite, b [D, K] → [D, K].
     *
     * @throws Refused where {@code a} is neither
     */
    public static Tensor solvePositive(Tensor a, Tensor b) {
        return Tensor.op(
                "solvePositive",
                "a symmetric, positive definite [D, D] and a [D, K] of the same type",
                () -> io.souschef.tensor.internal.LinearAlgebra.solvePositive(a.raw(), b.raw()),
                a,
                b);
    }
}
