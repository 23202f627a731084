package io.souschef.check.init;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Names;
import io.souschef.nn.Layer;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Which of the weights that are declared pretrained are still as they were drawn; and which layers were loaded, and drawn after it. */
record Pretrained() implements Probe<Pretrained.Origin> {
    /**
     * What was found.
     *
     * @param declared weights that are declared pretrained and that initialize() draws at random
     * @param drawn those among them that hold what it drew
     * @param drawnAfterLoading layers with weights of their own that were loaded and then drawn
     * @param loaded layers with weights of their own that are as they were loaded
     */
    record Origin(List<String> declared, List<String> drawn, List<String> drawnAfterLoading, List<String> loaded) {
        Origin {
            declared = List.copyOf(declared);
            drawn = List.copyOf(drawn);
            drawnAfterLoading = List.copyOf(drawnAfterLoading);
            loaded = List.copyOf(loaded);
        }
    }

    @Override
    public Origin measure(Subject subject) {
        return subject.fresh(program -> {
            List<String> declared = program.net().parameters().entrySet().stream()
                    .filter(parameter ->
                            Names.under(parameter.getKey(), program.declares().pretrained()))
                    .filter(parameter -> isRandom(parameter.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
            Set<String> asDrawn = program.net().asDrawn();
            return new Origin(
                    declared,
                    declared.stream().filter(asDrawn::contains).toList(),
                    layers(program.net(), Layer::isDrawnAfterLoading),
                    layers(program.net(), Layer::isLoaded));
        });
    }

    /** Biases of zeros and scales of ones are the same in every checkpoint that was just begun. */
    private static boolean isRandom(Tensor parameter) {
        try (Scope scope = Scope.open("range")) {
            Tensor numbers = parameter.detach();
            return numbers.min().item() != numbers.max().item();
        }
    }

    private static List<String> layers(Layer net, Predicate<Layer> which) {
        return net.layers().entrySet().stream()
                .filter(entry -> which.test(entry.getValue()))
                .filter(entry -> entry.getValue().parameters().values().stream().anyMatch(tensor -> tensor.dim() >= 2)
                        && entry.getValue().children().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }
}
