package io.souschef.check.symptoms;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Weights that ask for gradients, are not declared frozen, and are bit by bit what they were. */
final class UntrainedLayers implements Symptom {
    /** Steps after which every weight that is trained has moved. */
    private static final int STEPS = 40;

    @Override
    public String name() {
        return "untrained layers";
    }

    @Override
    public String code() {
        return "untrained-layers";
    }

    @Override
    public Optional<String> seen(Look look, List<Look> before, Set<String> frozen) {
        if (before.isEmpty() || look.step() - before.get(0).step() < STEPS) {
            return Optional.empty();
        }
        List<String> still = look.weights().entrySet().stream()
                .filter(entry -> entry.getValue().trained() && !entry.getValue().moved())
                .map(Map.Entry::getKey)
                .filter(name -> frozen.stream().noneMatch(name::startsWith))
                .toList();
        return still.isEmpty()
                ? Optional.empty()
                : Optional.of("%d of %d parameters have not moved since step %d: %s"
                        .formatted(
                                still.size(),
                                look.weights().size(),
                                before.get(0).step(),
                                String.join(", ", still.subList(0, Math.min(4, still.size())))));
    }

    @Override
    public String expected() {
        return "every parameter moves, but those that are declared frozen";
    }

    @Override
    public String fix() {
        return "hand all of net.parameters() to the optimiser, after the net is complete; look for detach and NoGrad; or declare them frozen";
    }
}
