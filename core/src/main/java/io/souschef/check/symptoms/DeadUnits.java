package io.souschef.check.symptoms;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A ReLU whose units are zero for every example: no gradient passes, so that they never come back. */
final class DeadUnits implements Symptom {
    /** Share of the units of one layer. Over 10 seeds x 19 healthy programs at most 0.56, in six narrow layers; dead ones have 1. */
    static final double MOST = 0.8;

    @Override
    public String name() {
        return "dead units";
    }

    @Override
    public String code() {
        return "dead-units";
    }

    @Override
    public boolean ofActivations() {
        return true;
    }

    @Override
    public Optional<String> seen(Look look, List<Look> before, Set<String> frozen) {
        return look.activations().stream()
                .filter(activation -> activation.dead() > MOST)
                .max(Comparator.comparingDouble(Activation::dead))
                .map(worst -> "%.0f %% of the units of %s are zero for every example"
                        .formatted(100 * worst.dead(), worst.name()));
    }

    @Override
    public String expected() {
        return "at most %.0f %% in any layer".formatted(100 * MOST);
    }

    @Override
    public String fix() {
        return "a smaller rate, or a warm-up; inputs of mean 0 and deviation 1; biases that start at 0; a leaky ReLU";
    }
}
