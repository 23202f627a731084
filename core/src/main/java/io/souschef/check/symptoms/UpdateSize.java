package io.souschef.check.symptoms;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Updates out of proportion to the weights: about a thousandth is right. */
final class UpdateSize implements Symptom {
    /** Root mean square of one step's change of a matrix, of its weights. Over 10 seeds x 19 healthy programs the largest of any matrix is 7e-5 at least, and that at a rate of 1e-5. */
    static final double LEAST = 1e-7;

    /** How far one step moves a unit with inputs of deviation 1. Over 10 seeds x 19 healthy programs 0.15 at most, and that at a rate of 0.03. */
    static final double MOST = 1;

    @Override
    public String name() {
        return "update-to-weight ratio";
    }

    @Override
    public String code() {
        return "update-size";
    }

    @Override
    public Optional<String> seen(Look look, List<Look> before, Set<String> frozen) {
        List<Map.Entry<String, Weight>> updated = look.matrices().stream()
                .filter(entry -> entry.getValue().ratio() > 0)
                .toList();
        return largest(updated, Weight::push)
                .filter(entry -> entry.getValue().push() > MOST)
                .map(entry -> "one step changes the weights of %s by %.1e, which moves a unit by %.1f"
                        .formatted(
                                entry.getKey(),
                                entry.getValue().update(),
                                entry.getValue().push()))
                .or(() -> largest(updated, Weight::ratio)
                        .filter(entry -> entry.getValue().ratio() < LEAST)
                        .map(entry -> "one step changes no matrix by more than %s, by %.1e of its size"
                                .formatted(entry.getKey(), entry.getValue().ratio())));
    }

    private static Optional<Map.Entry<String, Weight>> largest(
            List<Map.Entry<String, Weight>> matrices, ToDoubleFunction<Weight> by) {
        return matrices.stream().max(Comparator.comparingDouble(entry -> by.applyAsDouble(entry.getValue())));
    }

    @Override
    public String expected() {
        return "at least %.0e of its size, best about 1e-3, and no unit moved by more than %.0f".formatted(LEAST, MOST);
    }

    @Override
    public String fix() {
        return "another rate: one at which an update is about a thousandth of the weights";
    }
}
