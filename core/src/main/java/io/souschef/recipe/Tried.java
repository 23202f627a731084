package io.souschef.recipe;

import io.souschef.experiment.Experiment;
import java.util.List;

/** An experiment with its trials, one per seed, in the order of the seeds. */
public record Tried(Experiment experiment, Settings settings, List<Trial> trials) {
    public Tried {
        trials = List.copyOf(trials);
    }

    /** The mean of a metric over the seeds. */
    public double mean(String metric) {
        return trials.stream()
                .mapToDouble(trial -> trial.result().metric(metric))
                .average()
                .orElseThrow();
    }

    public Trial first() {
        return trials.get(0);
    }
}
