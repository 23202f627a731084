package io.souschef.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.souschef.data.Dataset;
import io.souschef.data.Preparation;
import io.souschef.nn.Layer;
import io.souschef.nn.Safetensors;
import io.souschef.recipe.Chosen;
import io.souschef.recipe.NetPlan;
import io.souschef.recipe.Settings;
import io.souschef.tensor.Scope;
import io.souschef.train.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A run directory with a model of one fresh net in it: what it predicts is of no use, but always the same. */
final class TinyModel {
    private TinyModel() {}

    static Path write(Path run, Dataset dataset, NetPlan plan) throws IOException {
        Preparation preparation = Preparation.fit(dataset);
        Task task = preparation.classifies()
                ? Task.classification(preparation.classes().size())
                : Task.regression(preparation.targetMean(), preparation.targetStd(), "");
        Path folder = Files.createDirectories(run.resolve("model"));
        try (Scope scope = Scope.open("tiny model");
                Layer net = plan.build(preparation, task, 1)) {
            Safetensors.write(folder.resolve("net-1.safetensors"), net.state(), Map.of());
        }
        preparation.write(folder.resolve("preparation.json"));
        Map<String, Object> net = Map.of(
                "file", "net-1.safetensors", "seed", 1, "settings", Chosen.numbers(Settings.plain(plan, 8, 8, 1)));
        new ObjectMapper()
                .writeValue(
                        folder.resolve("model.json").toFile(),
                        Map.of("souschef", "0.1.0", "data", dataset.name(), "fingerprint", "", "nets", List.of(net)));
        return run;
    }
}
