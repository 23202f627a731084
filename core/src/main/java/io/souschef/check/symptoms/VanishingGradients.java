package io.souschef.check.symptoms;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A layer whose gradient is next to nothing beside that of another: it is not trained, whatever its rate. */
final class VanishingGradients implements Symptom {
    /** Root mean square gradient of one matrix, of the largest of any. Over 10 seeds x 19 healthy programs at least 1.2e-3 (GPT) and 0.02 (others). */
    static final double LEAST = 1e-5;

    @Override
    public String name() {
        return "vanishing gradients";
    }

    @Override
    public String code() {
        return "vanishing-gradients";
    }

    @Override
    public Optional<String> seen(Look look, List<Look> before, Set<String> frozen) {
        List<Map.Entry<String, Weight>> matrices = look.matrices().stream()
                .filter(entry ->
                        entry.getValue().hasGradient() && entry.getValue().gradient() > 0)
                .toList();
        Comparator<Map.Entry<String, Weight>> bySize =
                Comparator.comparingDouble(entry -> entry.getValue().gradient());
        if (matrices.size() < 2) {
            return Optional.empty();
        }
        Map.Entry<String, Weight> least = matrices.stream().min(bySize).orElseThrow();
        Map.Entry<String, Weight> most = matrices.stream().max(bySize).orElseThrow();
        double share = least.getValue().gradient() / most.getValue().gradient();
        return share < LEAST
                ? Optional.of(
                        "the gradient of %s is %.1e of that of %s".formatted(least.getKey(), share, most.getKey()))
                : Optional.empty();
    }

    @Override
    public String expected() {
        return "root mean squares within %.0e of each other".formatted(LEAST);
    }

    @Override
    public String fix() {
        return "ReLU for tanh and sigmoid, residual connections, a norm in each block, He or Xavier initialisation; or fewer layers";
    }
}
