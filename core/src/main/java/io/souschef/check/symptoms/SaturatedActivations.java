package io.souschef.check.symptoms;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A tanh or a sigmoid at the ends of its range, where it is flat and passes no gradient. */
final class SaturatedActivations implements Symptom {
    /** Share of the elements of one layer. In healthy programs none of any layer; with weights sixty times too large 0.9 and more. */
    static final double MOST = 0.8;

    @Override
    public String name() {
        return "saturated activations";
    }

    @Override
    public String code() {
        return "saturated-activations";
    }

    @Override
    public boolean ofActivations() {
        return true;
    }

    @Override
    public Optional<String> seen(Look look, List<Look> before, Set<String> frozen) {
        return look.activations().stream()
                .filter(activation -> activation.saturated() > MOST)
                .max(Comparator.comparingDouble(Activation::saturated))
                .map(worst -> "%.0f %% of %s are within 0.01 of an end of its range"
                        .formatted(100 * worst.saturated(), worst.name()));
    }

    @Override
    public String expected() {
        return "at most %.0f %% in any layer".formatted(100 * MOST);
    }

    @Override
    public String fix() {
        return "smaller initial weights (Xavier for tanh and sigmoid), inputs of mean 0 and deviation 1, a norm before the activation, or ReLU";
    }
}
