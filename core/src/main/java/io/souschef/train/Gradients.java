package io.souschef.train;

import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.util.Collection;
import java.util.List;

/** The gradients of many parameters together. */
public final class Gradients {
    private static final double EPS = 1e-6;

    private Gradients() {}

    /** The Euclidean norm over the gradients of all {@code parameters}; one that stands there twice counts once. */
    public static double norm(Collection<Tensor> parameters) {
        try (Scope scope = Scope.open("gradient norm");
                NoGrad off = NoGrad.open()) {
            List<Tensor> norms = parameters.stream()
                    .distinct()
                    .flatMap(parameter -> parameter.grad().stream())
                    .map(Tensor::norm)
                    .toList();
            return norms.isEmpty() ? 0 : Tensor.stack(norms, 0).norm().item();
        }
    }

    /**
     * Scales all gradients so that their norm is at most {@code max}. After the backward pass, before the step.
     *
     * @return the norm before
     */
    public static double clipNorm(Collection<Tensor> parameters, double max) {
        double norm = norm(parameters);
        if (norm > max) {
            try (Scope scope = Scope.open("clip");
                    NoGrad off = NoGrad.open()) {
                parameters.stream().distinct().forEach(parameter -> parameter
                        .grad()
                        .ifPresent(gradient -> gradient.mulInPlace(max / (norm + EPS))));
            }
        }
        return norm;
    }
}
