package io.souschef.check.init;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Names;
import io.souschef.nn.Layer;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which weights are loaded and which are drawn: those that differ from seed to seed are drawn. And which layers were loaded, and drawn
 * again after it.
 */
record Pretrained() implements Probe<Pretrained.Origin> {
    private static final int COMPARED = 256;

    /**
     * @param declared weights that are declared pretrained, and of them
     * @param drawn those that differ from seed to seed
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
        Map<String, float[]> other = subject.fresh(subject.seed() + 1, program -> heads(program.net()));
        return subject.fresh(program -> {
            Map<String, float[]> mine = heads(program.net());
            List<String> declared = mine.keySet().stream()
                    .filter(name -> Names.under(name, program.declares().pretrained()))
                    .toList();
            List<String> drawn = declared.stream()
                    .filter(name -> !Arrays.equals(mine.get(name), other.get(name)))
                    .toList();
            return new Origin(
                    declared,
                    drawn,
                    layers(program.net(), Layer::isDrawnAfterLoading),
                    layers(program.net(), Layer::isLoaded));
        });
    }

    private static Map<String, float[]> heads(Layer net) {
        Map<String, float[]> heads = new LinkedHashMap<>();
        try (Scope scope = Scope.open("heads")) {
            net.parameters().forEach((name, tensor) -> {
                Tensor flat = tensor.detach().reshape(-1);
                heads.put(
                        name,
                        flat.narrow(0, 0, Math.min(COMPARED, flat.numel())).toFloats());
            });
        }
        return heads;
    }

    private static List<String> layers(Layer net, java.util.function.Predicate<Layer> which) {
        return net.layers().entrySet().stream()
                .filter(entry -> which.test(entry.getValue()))
                .filter(entry -> entry.getValue().parameters().values().stream().anyMatch(tensor -> tensor.dim() >= 2)
                        && entry.getValue().children().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }
}
