package io.souschef.recipe.squeeze;

import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Judge;
import io.souschef.experiment.Verdict;
import io.souschef.recipe.Ensemble;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Predictor;
import io.souschef.recipe.Stage;
import io.souschef.recipe.Trial;
import io.souschef.recipe.Views;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Who votes in the end: one net or several, under one view or several; decided on the validation split. */
final class Vote {
    private final Kitchen kitchen;
    private final Stage stage;

    Vote(Kitchen kitchen, Stage stage) {
        this.kitchen = kitchen;
        this.stage = stage;
    }

    /**
     * All members, unless together they have a worse metric than the best of them beyond doubt. That one was chosen by the examples on
     * which they are compared, so that a near tie speaks for the ensemble.
     */
    List<Trial> members(List<Trial> trials) {
        Trial best = trials.stream()
                .min(Comparator.comparingDouble(trial -> trial.validation().loss()))
                .orElseThrow();
        if (trials.size() == 1) {
            kitchen.add(
                    stage,
                    Finding.of("ensembles", "ensemble").skip("the budget pays for one long training, and no ensemble"));
            return trials;
        }
        Evaluation together = Ensemble.of(trials.stream().map(Trial::validation).toList());
        Verdict verdict = byMetric(kitchen.task(), best.validation(), together);
        boolean helps = verdict.high() >= 0;
        kitchen.add(
                stage,
                Finding.of("ensembles", "ensemble")
                        .measured(
                                "%s of %d nets together %s, of the best alone %s; %s",
                                kitchen.task().metric(),
                                trials.size(),
                                shown(kitchen.task(), together.metric()),
                                shown(kitchen.task(), best.validation().metric()),
                                verdict.sentence())
                        .expected("not worse than the best of its members, beyond doubt, on the validation split")
                        .fix(helps ? "" : "the best single net is used instead")
                        .evidence(bars(trials, together))
                        .warnIf(!helps));
        return helps ? trials : List.of(best);
    }

    private Evidence bars(List<Trial> trials, Evaluation together) {
        List<String> names = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        for (Trial trial : trials) {
            names.add("seed " + trial.seed());
            losses.add(trial.validation().loss());
        }
        names.add("ensemble");
        losses.add(together.loss());
        return Evidence.Bars.of(
                "The ensemble beside its members",
                "Loss on the validation split; the last bar is the ensemble.",
                kitchen.task().lossUnit(),
                names,
                losses.stream().mapToDouble(loss -> loss).toArray());
    }

    /** The views that the nets were trained on, if voting over them is better than one look. */
    Views views(List<Trial> voters) {
        Views many = Views.of(voters.get(0).settings().augmentation());
        if (many.isPlain()) {
            return many;
        }
        Evaluation one = validation(voters, Views.plain());
        Evaluation all = validation(voters, many);
        boolean helps = better(all, one);
        kitchen.add(
                stage,
                Finding.of("test-time augmentation", "views")
                        .measured(
                                "%s with %s %s, with one look %s; %s",
                                kitchen.task().metric(),
                                many.describe(),
                                shown(kitchen.task(), all.metric()),
                                shown(kitchen.task(), one.metric()),
                                verdict(one, all).sentence())
                        .expected("better than one look on the validation split")
                        .fix("one look is used instead")
                        .warnIf(!helps));
        return helps ? many : Views.plain();
    }

    private Evaluation validation(List<Trial> voters, Views views) {
        try (Predictor predictor = Predictor.of(kitchen, voters, views)) {
            return predictor.evaluate(kitchen.feed(), kitchen.dataset().split().validation());
        }
    }

    /** A lower loss, and not a worse metric. */
    static boolean better(Evaluation changed, Evaluation control) {
        return changed.loss() < control.loss() && !control.betterThan(changed);
    }

    private Verdict verdict(Evaluation control, Evaluation changed) {
        return verdict(kitchen.task(), control, changed);
    }

    static Verdict byMetric(Task task, Evaluation control, Evaluation changed) {
        Judge judge = task instanceof Task.Classification
                ? Judge.accuracy()
                : new Judge("squared error", "squared units", 1, false, 0);
        return judge.fromExamples(control.merits(), changed.merits());
    }

    static Verdict verdict(Task task, Evaluation control, Evaluation changed) {
        return new Judge("loss", task.lossUnit(), 1, false, 0).fromExamples(control.losses(), changed.losses());
    }

    static String shown(Task task, double metric) {
        return task instanceof Task.Classification ? "%.2f %%".formatted(100 * metric) : "%.6g".formatted(metric);
    }
}
