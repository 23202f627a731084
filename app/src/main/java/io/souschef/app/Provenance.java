package io.souschef.app;

import io.souschef.data.Dataset;
import io.souschef.data.Labels;
import io.souschef.recipe.Version;
import io.souschef.tensor.Engine;

/** The first lines of a run: enough to repeat it. */
final class Provenance {
    private Provenance() {}

    static String of(RunRequest request, Dataset dataset) {
        StringBuilder text = new StringBuilder("souschef %s  libtorch %s %s, %d threads  seed %d  %s sha256 %s"
                .formatted(
                        Version.TEXT,
                        Engine.version(),
                        request.place(),
                        Engine.threads(),
                        request.seed(),
                        dataset.name(),
                        dataset.source().version()));
        text.append("\n%s: %s; %s; %s"
                .formatted(
                        dataset.targets() instanceof Labels ? "classification" : "regression",
                        dataset.inputs().describe(),
                        dataset.targets().describe(),
                        dataset.split().describe()));
        for (String note : dataset.notes()) {
            text.append("\n   ").append(note);
        }
        return text.toString();
    }
}
