package io.souschef.recipe;

import io.souschef.nn.Safetensors;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** An evaluation in a file, example by example, so that later ones can be compared with it in pairs. */
final class SavedEvaluation {
    private SavedEvaluation() {}

    static void write(Path file, Evaluation evaluation) {
        try (Scope scope = Scope.open("save evaluation")) {
            int n = evaluation.size();
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            tensors.put("ids", Tensor.of(evaluation.ids(), n));
            tensors.put("losses", Tensor.of(evaluation.losses(), n));
            tensors.put("outputs", Tensor.of(evaluation.outputs(), n, evaluation.outputs().length / n));
            tensors.put("targets", Tensor.of(evaluation.targets(), n, evaluation.targets().length / n));
            Safetensors.write(file, tensors, Map.of());
        }
    }

    static Evaluation read(Path file, Task task) {
        try (Scope scope = Scope.open("load evaluation")) {
            Map<String, Tensor> saved = Safetensors.read(file).tensors();
            return new Evaluation(
                    task,
                    found(saved, "ids").toLongs(),
                    found(saved, "losses").toDoubles(),
                    found(saved, "outputs").toFloats(),
                    found(saved, "targets").toFloats());
        }
    }

    private static Tensor found(Map<String, Tensor> saved, String name) {
        return Objects.requireNonNull(saved.get(name), name);
    }
}
