package io.souschef.app;

import io.souschef.data.Dataset;
import io.souschef.data.Labels;
import io.souschef.experiment.Budget;
import io.souschef.recipe.Version;
import io.souschef.tensor.Engine;
import io.souschef.tensor.Place;

/** The first lines of a run: enough to repeat it. */
final class Provenance {
    private Provenance() {}

    /** One line, before libtorch is loaded: a user shouldn't wait for it. */
    static String line(RunRequest request, Dataset dataset) {
        return "souschef %s  libtorch %s  seed %d  %s sha256 %s"
                .formatted(
                        Version.TEXT,
                        Engine.version(),
                        request.seed(),
                        dataset.name(),
                        dataset.source().version());
    }

    /** What was read and what was made of it, and what computes. */
    static String details(RunRequest request, Place place, Dataset dataset) {
        StringBuilder text = new StringBuilder();
        text.append("   data    ").append(dataset.inputs().describe());
        text.append("\n   task    ").append(dataset.targets() instanceof Labels ? "classification" : "regression");
        text.append(", ").append(dataset.targets().describe());
        text.append("\n   split   ").append(dataset.split().describe());
        request.pretrained()
                .ifPresent(net -> text.append("\n   net     features by ").append(net.describe()));
        text.append("\n   engine  %s, %s, %s; %s"
                .formatted(
                        place,
                        Engine.threadsInWords(),
                        Engine.instructions(),
                        request.budget()
                                .map(time -> "budget " + Budget.text(time))
                                .orElse("no budget")));
        for (String note : dataset.notes()) {
            text.append("\n   note    ").append(note);
        }
        return text.toString();
    }
}
