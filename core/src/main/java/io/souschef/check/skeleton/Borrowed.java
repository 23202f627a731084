package io.souschef.check.skeleton;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Names;
import io.souschef.nn.Layer;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The matrices of a fresh net's weights that are from elsewhere: a pretrained backbone, a known dictionary. */
public record Borrowed() implements Probe<Borrowed.Weights> {
    /**
     * By name.
     *
     * @param openly those that aren't as they were drawn, and were loaded or are declared pretrained
     * @param fixed those that are the same whatever the seed, drawn so or not
     * @param some whether there are any, beside those that initialize() gives the same numbers each time
     */
    public record Weights(Set<String> openly, Set<String> fixed, boolean some) {}

    @Override
    public Weights measure(Subject subject) {
        Map<String, Integer> one = subject.fresh(Borrowed::hashes);
        Map<String, Integer> other = subject.fresh(subject.seed() + 1, Borrowed::hashes);
        Set<String> fixed = one.keySet().stream()
                .filter(name -> Objects.equals(one.get(name), other.get(name)))
                .collect(Collectors.toUnmodifiableSet());
        return subject.fresh(program -> {
            Set<String> drawn = program.net().asDrawn();
            Set<String> openly = one.keySet().stream()
                    .filter(name -> !drawn.contains(name))
                    .filter(name -> isLoaded(program.net(), name)
                            || Names.under(name, program.declares().pretrained()))
                    .collect(Collectors.toUnmodifiableSet());
            return new Weights(openly, fixed, !openly.isEmpty() || !drawn.containsAll(fixed));
        });
    }

    /** A hash of each matrix of weights that isn't a constant, by name. */
    private static Map<String, Integer> hashes(TrainingProgram program) {
        Map<String, Integer> hashes = new LinkedHashMap<>();
        try (Scope scope = Scope.open("weights")) {
            program.net().parameters().forEach((name, weight) -> {
                Tensor numbers = weight.detach();
                if (weight.dim() >= 2 && numbers.min().item() != numbers.max().item()) {
                    hashes.put(name, Arrays.hashCode(numbers.toFloats()));
                }
            });
        }
        return hashes;
    }

    private static boolean isLoaded(Layer net, String parameter) {
        int dot = parameter.lastIndexOf('.');
        Layer layer = dot < 0 ? net : net.layers().get(parameter.substring(0, dot));
        return layer != null && layer.isLoaded();
    }
}
