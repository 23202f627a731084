package io.souschef.recipe.squeeze;

import io.souschef.experiment.Entry;
import io.souschef.experiment.Finding;
import io.souschef.recipe.Baseline;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Predictor;
import io.souschef.recipe.Stage;
import io.souschef.statistics.Interval;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.util.List;
import java.util.Optional;

/** The test split, opened once, at the very end: the model as it lies on the disk, beside the baselines. */
final class LastTest {
    private final Kitchen kitchen;
    private final Stage stage;
    private final int[] test;

    LastTest(Kitchen kitchen, Stage stage) {
        this.kitchen = kitchen;
        this.stage = stage;
        this.test = kitchen.dataset().split().test();
    }

    /** The model's evaluation. */
    Evaluation open(List<Baseline> baselines) {
        if (kitchen.notebook().pages().testUses() == 0) {
            kitchen.notebook().openTest(stage.name(), "the final figure of the model, beside the baselines");
        }
        Evaluation model;
        String name;
        List<String> trained;
        try (Predictor predictor = Predictor.open(kitchen.notebook().run().path())) {
            model = predictor.evaluate(kitchen.feed(), test);
            name = predictor.model().name();
            trained = predictor.model().sawValidation(kitchen.dataset().split())
                    ? List.of("train", "validation")
                    : List.of("train");
        }
        score(name, Entry.Role.MODEL, model);
        Optional<String> best = Optional.empty();
        Optional<Evaluation> bar = Optional.empty();
        for (Baseline baseline : baselines) {
            Evaluation simple = baseline.evaluate(kitchen, test);
            score(baseline.name(), Entry.Role.BASELINE, simple);
            if (bar.isEmpty() || simple.betterThan(bar.get())) {
                bar = Optional.of(simple);
                best = Optional.of(baseline.name());
            }
        }
        kitchen.add(stage, opened(model));
        new LeakedTest(kitchen.notebook().run(), trained).of(model).ifPresent(found -> kitchen.add(stage, found));
        if (best.isPresent()) {
            kitchen.add(stage, beside(model, best.get(), bar.orElseThrow()));
        }
        return model;
    }

    private void score(String name, Entry.Role role, Evaluation evaluation) {
        boolean share = kitchen.task() instanceof Task.Classification;
        Interval interval = evaluation.interval();
        kitchen.notebook()
                .append(new Entry.Score(
                        kitchen.notebook().now(),
                        stage.name(),
                        name,
                        role,
                        "test",
                        kitchen.task().metric(),
                        share ? "%" : "",
                        share ? interval.times(100) : interval,
                        kitchen.task().higherIsBetter()));
    }

    private Finding opened(Evaluation model) {
        Interval interval = model.interval();
        Task task = kitchen.task();
        return Finding.of("evaluate the test split once", "test")
                .measured(
                        "%s %s on %,d test examples, 95 %% interval %s to %s; loss %.4f",
                        task.metric(),
                        Vote.shown(task, interval.value()),
                        model.size(),
                        Vote.shown(task, interval.low()),
                        Vote.shown(task, interval.high()),
                        model.loss())
                .expected("opened once, at the end")
                .okIf(kitchen.notebook().pages().testUses() <= 1);
    }

    private Finding beside(Evaluation model, String name, Evaluation baseline) {
        Task task = kitchen.task();
        return Finding.of("dumb baselines", "beats-baselines")
                .measured(
                        "%s of the model %s, of the best baseline, %s, %s",
                        task.metric(), Vote.shown(task, model.metric()), name, Vote.shown(task, baseline.metric()))
                .expected("a model that is better than every baseline")
                .fix("use the baseline: it is simpler; or give the run more data, or a larger budget")
                .warnIf(!model.betterThan(baseline));
    }
}
