package io.souschef.check.symptoms;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gradients that have grown out of all proportion to what they were. */
final class ExplodingGradients implements Symptom {
    /** Times the median of the looks before, and norm at least. Over 10 seeds x 19 healthy programs the norm is 40 at most, and that where the loss is one of hundreds. */
    static final double TIMES = 100, NORM = 100;

    @Override
    public String name() {
        return "exploding gradients";
    }

    @Override
    public String code() {
        return "exploding-gradients";
    }

    @Override
    public Optional<String> seen(Look look, List<Look> before, Set<String> frozen) {
        double[] norms = before.stream()
                .mapToDouble(Look::gradientNorm)
                .filter(norm -> !Double.isNaN(norm))
                .sorted()
                .toArray();
        double norm = look.gradientNorm();
        if (norms.length == 0 || !(norm > NORM) || !(norm > TIMES * norms[norms.length / 2])) {
            return Optional.empty();
        }
        return Optional.of(
                "the norm of the gradients is %.3g, before it was %.3g".formatted(norm, norms[norms.length / 2]));
    }

    @Override
    public String expected() {
        return "a norm below %.0f, or within %.0f times of what it was".formatted(NORM, TIMES);
    }

    @Override
    public String fix() {
        return "clip the norm of the gradients, after backward() and before step(); a smaller rate, or a warm-up; in recurrent nets fewer steps back";
    }
}
