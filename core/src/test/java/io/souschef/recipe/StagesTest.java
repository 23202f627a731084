package io.souschef.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Dataset;
import io.souschef.data.Images;
import io.souschef.experiment.Budget;
import io.souschef.experiment.Entry;
import io.souschef.experiment.Experiment;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Notebook;
import io.souschef.experiment.Outcome;
import io.souschef.experiment.Pages;
import io.souschef.experiment.RunDirectory;
import io.souschef.recipe.overfit.Overfit;
import io.souschef.recipe.regularize.Regularize;
import io.souschef.recipe.squeeze.Squeeze;
import io.souschef.recipe.tune.Tune;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stages from overfit to squeeze, on data sets on which they take a blink. */
class StagesTest {
    @TempDir
    Path run;

    @Test
    void images_end_in_a_model_that_is_better_than_its_baseline() throws Exception {
        cook(Tiny.images(240, 4), 1.2);

        List<Entry.Score> scores = pages().all(Entry.Score.class).toList();
        assertThat(scores).extracting(Entry.Score::role).containsExactly(Entry.Role.MODEL, Entry.Role.BASELINE);
        assertThat(scores.get(0).interval().value()).as("accuracy, %").isGreaterThan(95);
        assertThat(outcome("beats-baselines")).isEqualTo(Outcome.PASS);
        assertThat(pages().findings())
                .extracting(Finding::code)
                .contains("training-dynamics", "mispredictions", "calibration", "worst-slices");
        assertThat(ParquetColumns.of(run.resolve("examples.parquet")))
                .contains("id", "label", "confidence", "variability", "correctness", "forgotten", "el2n", "predicted");
        assertThat(outcome("test")).isEqualTo(Outcome.PASS);
        assertThat(pages().testUses()).isEqualTo(1);
        assertThat(Files.readString(run.resolve("model/README.md")))
                .contains("| accuracy on ")
                .contains("| always the first class |");
    }

    @Test
    void numbers_of_a_table_end_in_a_model_that_knows_the_unit() {
        cook(Tiny.table(300, false), 2);

        Entry.Score score = pages().all(Entry.Score.class).findFirst().orElseThrow();
        assertThat(score.metric()).isEqualTo("RMSE");
        assertThat(score.interval().value()).as("targets deviate by about 115").isLessThan(60);
        assertThat(pages().findings()).extracting(Finding::code).contains("residuals", "worst-slices");
        assertThat(ParquetColumns.of(run.resolve("examples.parquet"))).contains("predicted", "residual");
    }

    @Test
    void texts_end_in_a_model_that_is_better_than_its_baseline() {
        cook(Tiny.texts(240), 1.2);

        Entry.Score score = pages().all(Entry.Score.class).findFirst().orElseThrow();
        assertThat(score.interval().value()).as("accuracy, %").isGreaterThan(75);
        assertThat(outcome("beats-baselines")).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_net_that_cannot_fit_fails_the_gate_of_overfit() {
        Dataset data = Tiny.images(240, 2);
        byte[] grey = new byte[64];
        byte[][] pixels = new byte[data.size()][];
        Arrays.fill(pixels, grey);
        Images constant = Images.unscaled(1, 8, 8, pixels, ((Images) data.inputs()).names());
        try (Notebook notebook = Notebook.open(run)) {
            new Overfit().run(Tiny.kitchen(data.withInputs(constant), notebook, 50, new Watcher() {}));
        }

        assertThat(outcome("fits-training-data")).isEqualTo(Outcome.FAIL);
    }

    @Test
    void a_net_that_fits_passes_it() {
        try (Notebook notebook = Notebook.open(run)) {
            new Overfit().run(Tiny.kitchen(Tiny.images(240, 2), notebook, 30, new Watcher() {}));
        }

        assertThat(outcome("fits-training-data")).isEqualTo(Outcome.PASS);
        assertThat(outcome("capacity")).isEqualTo(Outcome.PASS);
    }

    @Test
    void nets_of_a_table_that_had_time_say_how_large_is_large_enough() {
        assertThat(overfit(Tiny.table(60, true), 20).why()).contains("that fits its data: table ");
    }

    @Test
    void nets_that_are_compared_differ_in_capacity_alone_however_little_time_there_is() {
        overfit(Tiny.images(1200, 4), 6);

        Map<String, Experiment> byId = new HashMap<>();
        List<Experiment> compared = new ArrayList<>();
        pages().all(Entry.ExperimentStarted.class)
                .map(Entry.ExperimentStarted::experiment)
                .forEach(rung -> {
                    byId.put(rung.id(), rung);
                    rung.control().ifPresent(control -> {
                        assertThat(butTheNet(rung)).isEqualTo(butTheNet(Objects.requireNonNull(byId.get(control))));
                        compared.add(rung);
                    });
                });
        assertThat(compared).hasSizeGreaterThan(1);
        assertThat(compared)
                .as("too little time for all examples")
                .anyMatch(rung -> !Objects.equals(rung.configuration().get("examples"), 800L));
        assertThat(finding("capacity").measured()).contains("with more capacity alone: convnet 8x1 ", "(the same ");
    }

    private static Map<String, Object> butTheNet(Experiment experiment) {
        Map<String, Object> settings = new TreeMap<>(experiment.configuration());
        settings.remove("net");
        settings.put("seeds", experiment.seeds());
        return settings;
    }

    private Finding finding(String code) {
        return pages().findings().stream()
                .filter(finding -> finding.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private Entry.Decision overfit(Dataset data, double nominalSeconds) {
        try (Notebook notebook = Notebook.open(run)) {
            new Overfit().run(Tiny.kitchen(data, notebook, nominalSeconds, new Watcher() {}));
        }
        return decision();
    }

    private Entry.Decision decision() {
        return decision(Overfit.DECISION);
    }

    private Entry.Decision decision(String what) {
        return pages().decisions().stream()
                .filter(decision -> decision.what().equals(what))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void regularisers_are_judged_from_two_seeds_at_least() {
        try (Notebook notebook = Notebook.open(run)) {
            Kitchen kitchen = Tiny.kitchen(Tiny.table(90, true), notebook, 0.7, new Watcher() {});
            new Overfit().run(kitchen);
            new Regularize().run(kitchen);
        }

        assertThat(pages().all(Entry.ExperimentStarted.class).map(Entry.ExperimentStarted::experiment))
                .filteredOn(experiment -> experiment.stage().equals("regularize")
                        && !experiment.name().startsWith("get more data")) // which has no verdict
                .allMatch(experiment -> experiment.seeds().size() >= 2);
        assertThat(pages().all(Entry.VerdictEntry.class).map(Entry.VerdictEntry::verdict))
                .isNotEmpty()
                .allMatch(verdict -> verdict.sentence().contains(" paired seeds and "));
    }

    @Test
    void a_search_begins_with_the_decay_that_was_decided_and_keeps_no_other_that_was_not_tried() {
        Dataset data = Tiny.images(240, 4);
        try (Notebook notebook = Notebook.open(run)) {
            Kitchen kitchen = Tiny.kitchen(data, notebook, 1.2, new Watcher() {});
            new Overfit().run(kitchen);
            new Regularize().run(kitchen);
            new Tune().run(kitchen);
        }

        Object decided = decision(Regularize.DECISION).data().get("decay");
        List<Experiment> tried = pages().all(Entry.ExperimentStarted.class)
                .map(Entry.ExperimentStarted::experiment)
                .filter(experiment -> experiment.stage().equals("tune"))
                .toList();
        assertThat(tried.stream().filter(experiment -> !experiment.name().contains("trial")))
                .isNotEmpty()
                .allMatch(
                        experiment -> Objects.equals(experiment.configuration().get("weight decay"), decided));
        assertThat(tried)
                .extracting(experiment -> experiment.configuration().get("weight decay"))
                .contains(decision(Tune.DECISION).data().get("decay"));
    }

    @Test
    void the_net_of_a_spent_budget_is_the_largest_that_can_be_trained_in_the_time_that_is_left_in_any_case() {
        Duration all = Duration.ofMinutes(5);
        Order order = new Order("by a test", 1337, Optional.of(all), false, Set.of(1, 2, 3, 4, 5, 6), run);
        try (Notebook notebook = Notebook.open(run)) {
            Optional<Budget> spent = Optional.of(Budget.of(all, all));
            new Overfit().run(new Kitchen(order, Tiny.table(120, true), notebook, spent, new Watcher() {}, 60));
        }

        assertThat(decision().data()).as("30 seconds are left").containsEntry("width", 256L);
    }

    @Test
    void twenty_examples_are_enough_to_come_to_the_end() {
        cook(Tiny.images(20, 2), 0.7);

        assertThat(Files.exists(run.resolve("model/model.json"))).isTrue();
    }

    @Test
    void a_hundred_classes_are_no_obstacle() {
        cook(Tiny.images(400, 100), 1);

        assertThat(Files.exists(run.resolve("model/model.json"))).isTrue();
    }

    @Test
    void the_same_run_again_does_nothing_anew() {
        Dataset data = Tiny.table(60, true);
        cook(data, 0.7);
        long results = pages().all(Entry.ResultEntry.class).count();
        cook(data, 0.7);

        assertThat(pages().all(Entry.ResultEntry.class).count()).isEqualTo(results);
        assertThat(pages().testUses()).isEqualTo(1);
    }

    @Test
    void a_last_stage_that_begins_anew_scores_once_in_the_card_of_the_model() throws Exception {
        Dataset data = Tiny.table(60, true);
        cook(data, 0.7);
        cook(data, 0.7);

        assertThat(Files.readAllLines(run.resolve("model/README.md")))
                .filteredOn(line -> line.startsWith("| always the first class |"))
                .hasSize(1);
    }

    @Test
    void a_budget_that_is_spent_already_still_leaves_a_model_and_says_what_was_not_tried() {
        try (Notebook notebook = Notebook.open(run)) {
            Budget spent = Budget.of(Duration.ofSeconds(30), Duration.ofSeconds(30));
            cook(Tiny.kitchen(Tiny.images(240, 4), notebook, spent));
        }

        assertThat(Files.exists(run.resolve("model/model.json"))).isTrue();
        assertThat(outcome("capacity")).isEqualTo(Outcome.SKIP);
        assertThat(outcome("ensemble")).isEqualTo(Outcome.SKIP);
        assertThat(pages().decisions())
                .filteredOn(decision -> decision.what().equals(Regularize.DECISION)
                        || decision.what().equals(Tune.DECISION))
                .extracting(Entry.Decision::why)
                .containsOnly("nothing was tried: 0.0 s for this stage are too few");
        assertThat(pages().all(Entry.ExperimentStarted.class))
                .as("one training, which makes the model")
                .hasSize(1);
    }

    private void cook(Dataset data, double nominalSeconds) {
        try (Notebook notebook = Notebook.open(run)) {
            cook(Tiny.kitchen(data, notebook, nominalSeconds, new Watcher() {}));
        }
    }

    private static void cook(Kitchen kitchen) {
        for (Stage stage :
                List.of(new Overfit(), new Regularize(), new Tune(), new Squeeze(k -> List.of(new AlwaysTheFirst())))) {
            stage.run(kitchen);
        }
    }

    private Pages pages() {
        return Pages.of(new RunDirectory(run));
    }

    private Outcome outcome(String code) {
        return finding(code).outcome();
    }

    private record AlwaysTheFirst() implements Baseline {
        @Override
        public String name() {
            return "always the first class";
        }

        @Override
        public Evaluation evaluate(Kitchen kitchen, int... ids) {
            Task task = kitchen.task();
            long[] names = new long[ids.length];
            float[] targets = new float[ids.length];
            float[] outputs = new float[ids.length * task.outputs()];
            for (int i = 0; i < ids.length; i++) {
                names[i] = ids[i];
                outputs[i * task.outputs()] = task instanceof Task.Classification ? 1 : 0;
                targets[i] = kitchen.dataset().targets() instanceof io.souschef.data.Labels labels
                        ? labels.values()[ids[i]]
                        : 0;
            }
            return new Evaluation(task, names, new double[ids.length], outputs, targets);
        }
    }
}
