package io.souschef.tensor.internal;

import org.bytedeco.pytorch.global.torch;

/** Equations of matrices. */
public final class LinearAlgebra {
    private LinearAlgebra() {}

    public static Raw solvePositive(Raw a, Raw b) {
        return Threads.forEquations(() -> {
            try (org.bytedeco.pytorch.Tensor factor = torch.linalg_cholesky(a.torch())) {
                return new Raw(torch.cholesky_solve(b.torch(), factor));
            }
        });
    }
}
