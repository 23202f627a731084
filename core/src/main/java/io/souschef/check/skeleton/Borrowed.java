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
import java.util.Set;

/**
 * Whether a fresh net has weights from elsewhere: a pretrained backbone. They aren't as they were drawn, and they are declared
 * pretrained, or were loaded, or are the same whatever the seed.
 */
record Borrowed() implements Probe<Boolean> {
    @Override
    public Boolean measure(Subject subject) {
        Map<String, Integer> one = subject.fresh(Borrowed::foreign);
        Map<String, Integer> other = subject.fresh(subject.seed() + 1, Borrowed::foreign);
        return subject.fresh(program -> one.entrySet().stream()
                .anyMatch(hash -> isLoaded(program.net(), hash.getKey())
                        || Names.under(hash.getKey(), program.declares().pretrained())
                        || hash.getValue().equals(other.get(hash.getKey()))));
    }

    /** A hash of each matrix of weights that isn't as it was drawn, nor a constant, by name. */
    private static Map<String, Integer> foreign(TrainingProgram program) {
        Set<String> drawn = program.net().asDrawn();
        Map<String, Integer> hashes = new LinkedHashMap<>();
        try (Scope scope = Scope.open("weights")) {
            program.net().parameters().forEach((name, weight) -> {
                Tensor numbers = weight.detach();
                if (weight.dim() >= 2
                        && !drawn.contains(name)
                        && numbers.min().item() != numbers.max().item()) {
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
