package io.souschef.recipe.skeleton;

import io.souschef.experiment.Entry;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.Baseline;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Stage;
import io.souschef.statistics.Interval;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a model has to beat, on the validation split. What none of them beats by more than the prior does has little in it to learn.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"get dumb baselines", section 2 of the recipe</a>
 */
final class DumbBaselines {
    private DumbBaselines() {}

    static Finding score(Kitchen kitchen, Stage stage, List<Baseline> baselines) {
        Task task = kitchen.task();
        boolean share = task instanceof Task.Classification;
        List<Evidence.Bar> bars = new ArrayList<>();
        List<String> said = new ArrayList<>();
        List<Evaluation> all = new ArrayList<>();
        for (Baseline baseline : baselines) {
            Evaluation evaluation =
                    baseline.evaluate(kitchen, kitchen.dataset().split().validation());
            Interval interval = share ? evaluation.interval().times(100) : evaluation.interval();
            kitchen.notebook()
                    .append(new Entry.Score(
                            kitchen.notebook().now(),
                            stage.name(),
                            baseline.name(),
                            Entry.Role.BASELINE,
                            "validation",
                            task.metric(),
                            share ? "%" : "",
                            interval,
                            task.higherIsBetter()));
            bars.add(new Evidence.Bar(baseline.name(), interval.value(), Optional.of(interval)));
            said.add("%s %s"
                    .formatted(
                            baseline.name(),
                            share ? "%.2f %%".formatted(interval.value()) : "%.5g".formatted(interval.value())));
            all.add(evaluation);
        }
        boolean beaten = all.stream().skip(1).anyMatch(e -> e.betterThan(all.get(0)));
        return Finding.of("dumb baselines", "dumb-baselines")
                .measured("validation %s: %s", task.metric(), String.join(", ", said))
                .expected(
                        "at least one that looks at the inputs is better than %s",
                        baselines.get(0).name())
                .cause(
                        "%s",
                        beaten
                                ? ""
                                : "neither a linear model nor the most similar example finds anything in the inputs")
                .fix("%s", beaten ? "" : "check that inputs and targets belong together, row by row")
                .evidence(new Evidence.Bars(
                        "Baselines, " + task.metric() + " on the validation split",
                        "The model of this run has to beat all of them. Whiskers are 95 % intervals.",
                        share ? "%" : "",
                        bars))
                .warnIf(!beaten);
    }
}
