package io.souschef.recipe;

import io.souschef.experiment.Experiment;
import io.souschef.experiment.Result;
import io.souschef.train.DataMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An experiment with its trials, one per seed, in the order of the seeds.
 *
 * @param trials those that came to their end
 * @param diverged the results of those whose loss became infinite or NaN
 */
public record Tried(Experiment experiment, Settings settings, List<Trial> trials, List<Result> diverged) {
    /** The metric under which a result says after how many steps its training diverged. */
    static final String DIVERGED = "diverged at step";

    /** The role of the file in which a result has its data map. */
    static final String DATA_MAP = "data map";

    public Tried {
        trials = List.copyOf(trials);
        diverged = List.copyOf(diverged);
    }

    /** Whether no training of it diverged. One that did says that these settings can't be used, not that they are bad. */
    public boolean feasible() {
        return diverged.isEmpty();
    }

    /** The mean of a metric over the seeds; NaN where a training diverged. */
    public double mean(String metric) {
        return feasible()
                ? trials.stream()
                        .mapToDouble(trial -> trial.result().metric(metric))
                        .average()
                        .orElse(Double.NaN)
                : Double.NaN;
    }

    /** The mean validation loss; infinite where a training diverged, so that it is never the least. */
    public double loss() {
        return feasible() ? mean("validation loss") : Double.POSITIVE_INFINITY;
    }

    /** What became of each training example, where that was followed: one map per trial that has it. */
    public static List<DataMap> dataMaps(Kitchen kitchen, List<Trial> trials) {
        return trials.stream()
                .flatMap(trial -> Optional.ofNullable(trial.result().files().get(DATA_MAP)).stream())
                .map(file -> DataMap.read(
                        kitchen.notebook().run().path().resolve(file),
                        kitchen.dataset().size()))
                .toList();
    }

    /** The share of the planned steps that was done before the time was up, 0 to 1. */
    double done() {
        return mean("steps") / settings.steps();
    }

    /** The trials of both, of the same settings with other seeds. */
    public Tried and(Tried other) {
        return new Tried(
                experiment,
                settings,
                Stream.concat(trials.stream(), other.trials.stream()).toList(),
                Stream.concat(diverged.stream(), other.diverged.stream()).toList());
    }

    /** Seconds of one training, on average. */
    public double seconds() {
        return trials.stream()
                .mapToDouble(trial -> trial.result().seconds())
                .average()
                .orElse(0);
    }

    public Trial first() {
        return trials.get(0);
    }

    /** Per validation example, the mean of its losses over the seeds. */
    double[] losses() {
        return means(trials.stream().map(trial -> trial.validation().losses()).toList());
    }

    /** Per validation example, the mean over the seeds of what it adds to the metric. */
    double[] merits() {
        return means(trials.stream().map(trial -> trial.validation().merits()).toList());
    }

    private static double[] means(List<double[]> rows) {
        return IntStream.range(0, rows.get(0).length)
                .mapToDouble(i -> rows.stream().mapToDouble(row -> row[i]).sum() / rows.size())
                .toArray();
    }
}
