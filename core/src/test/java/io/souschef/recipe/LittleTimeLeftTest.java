package io.souschef.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.data.Dataset;
import io.souschef.experiment.Budget;
import io.souschef.experiment.Entry;
import io.souschef.experiment.Experiment;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Notebook;
import io.souschef.experiment.Pages;
import io.souschef.experiment.Result;
import io.souschef.experiment.RunDirectory;
import io.souschef.recipe.overfit.Overfit;
import io.souschef.recipe.regularize.Regularize;
import io.souschef.recipe.squeeze.Squeeze;
import io.souschef.recipe.tune.Tune;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a process with a budget has trained before it was interrupted, and the next one, which has no time left. The pace and the time of
 * the stage are written down beforehand, and the clock stands still.
 */
class LittleTimeLeftTest {
    private static final Duration ALL = Duration.ofHours(10);
    private static final double PER_STEP = 0.1;

    @TempDir
    Path run;

    private final Dataset data = Tiny.table(300, true);

    @Test
    void a_net_that_was_trained_in_stage_3_is_among_those_that_are_chosen_from() {
        Overfit stage = new Overfit();
        int train = data.split().train().length;
        Settings start = Settings.plain(new NetPlan("table", 16, 1, 0), train / 8, train, 1);

        assertThatThrownBy(() -> cook(stage, start, 100, 0.01, stoppedAfter("table 64x2")))
                .hasMessage("pulled the plug");
        cook(stage, start, 100, 0.01);

        assertThat(decision(Overfit.DECISION).why()).startsWith("the largest of 2 nets");
    }

    @Test
    void a_change_that_was_tried_in_stage_4_is_not_said_to_have_had_no_time() {
        Regularize stage = new Regularize();

        assertThatThrownBy(() ->
                        cook(stage, start(), 13 * 1.5 * PER_STEP * 140, PER_STEP, stoppedAfter("try a larger model")))
                .hasMessage("pulled the plug");
        cook(stage, start(), 13 * 1.5 * PER_STEP * 140, PER_STEP);

        assertThat(decision(Regularize.DECISION).why())
                .endsWith("; no time was left for weight decay, smaller model size, decrease the batch size");
    }

    @Test
    void a_point_that_was_tried_in_stage_5_is_one_of_the_search() {
        Tune stage = new Tune();

        assertThatThrownBy(() -> cook(stage, start(), 60, PER_STEP, stoppedAfter("trial 5")))
                .hasMessage("pulled the plug");
        cook(stage, start(), 60, PER_STEP);

        assertThat(pages().findings(stage.name()))
                .filteredOn(finding -> finding.code().equals("search-cut-short"))
                .extracting(Finding::measured)
                .singleElement()
                .asString()
                .startsWith("5 of 8 points tried");
    }

    @Test
    void every_net_that_was_trained_in_stage_6_is_in_the_model() throws IOException {
        Squeeze stage = new Squeeze(task -> List.of());
        Settings tuned =
                Settings.plain(new NetPlan("mlp", 16, 2, 0), 32, 200, 200).cycle();
        cook(stage, tuned, 100, PER_STEP, new Watcher() {}, Duration.ZERO);
        String whole = Files.readString(run.resolve("model/model.json"));

        cook(stage, tuned, 100, PER_STEP);

        assertThat(whole).contains("net-2.safetensors");
        assertThat(Files.readString(run.resolve("model/model.json"))).isEqualTo(whole);
    }

    private static Settings start() {
        return Settings.plain(new NetPlan("table", 2, 2, 0), 32, 200, 400).withLearningRate(3e-3);
    }

    /** As the process that comes after an interruption, when all of the budget is spent. */
    private void cook(Stage stage, Settings start, double seconds, double perStep) {
        cook(stage, start, seconds, perStep, new Watcher() {}, ALL);
    }

    private void cook(Stage stage, Settings start, double seconds, double perStep, Watcher watcher) {
        cook(stage, start, seconds, perStep, watcher, Duration.ZERO);
    }

    private void cook(
            Stage stage, Settings start, double seconds, double perStep, Watcher watcher, Duration alreadySpent) {
        LongSupplier still = () -> 0;
        try (Notebook notebook = Notebook.open(run)) {
            Budget budget = Budget.of(ALL, alreadySpent, still);
            Kitchen kitchen = new Kitchen(Tiny.order(run), data, notebook, Optional.of(budget), watcher, 60);
            before(stage).ifPresent(what -> kitchen.decide(stage, what, "by a test", () -> Chosen.numbers(start)));
            kitchen.decide(
                    stage,
                    "the time for stage " + stage.number(),
                    "by a test",
                    () -> Map.of("seconds", seconds, "for the rest", 0.0));
            for (String net : nets(start.net())) {
                for (int batch : new int[] {start.batchSize() / 2, start.batchSize(), 2 * start.batchSize()}) {
                    kitchen.decide(
                            stage,
                            "pace of " + net + " at batch " + batch,
                            "by a test",
                            () -> Map.of("seconds per step", perStep));
                }
            }
            stage.run(kitchen);
        }
    }

    /** What the stage before has decided. */
    private static Optional<String> before(Stage stage) {
        return Optional.ofNullable(Map.of(4, Overfit.DECISION, 5, Regularize.DECISION, 6, Tune.DECISION)
                .get(stage.number()));
    }

    private List<String> nets(NetPlan net) {
        return net.family().equals("table") && net.width() == 16
                ? Ladder.of(data.inputs()).stream().map(NetPlan::describe).toList()
                : List.of(
                        net.describe(),
                        net.withWidth(2 * net.width()).describe(),
                        net.withWidth(Math.max(1, net.width() / 2)).describe());
    }

    private static Watcher stoppedAfter(String name) {
        return new Watcher() {
            @Override
            public void trained(Experiment experiment, Result result) {
                if (experiment.name().startsWith(name)) {
                    throw new IllegalStateException("pulled the plug");
                }
            }
        };
    }

    private Entry.Decision decision(String what) {
        return pages().decisions().stream()
                .filter(decision -> decision.what().equals(what))
                .findFirst()
                .orElseThrow();
    }

    private Pages pages() {
        return Pages.of(new RunDirectory(run));
    }
}
