package io.souschef.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.data.Dataset;
import io.souschef.experiment.Budget;
import io.souschef.experiment.Entry;
import io.souschef.experiment.Experiment;
import io.souschef.experiment.Notebook;
import io.souschef.experiment.Pages;
import io.souschef.experiment.RunDirectory;
import io.souschef.experiment.Verdict;
import io.souschef.recipe.overfit.Overfit;
import io.souschef.recipe.regularize.Regularize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stage 4 where the budget pays for one seed of each training. The pace and the time are written down beforehand, and the clock stands still. */
class OneSeedTest {
    private static final double PER_STEP = 0.1;

    @TempDir
    Path run;

    @BeforeEach
    void regularise() {
        Dataset data = Tiny.table(300, true);
        Settings start =
                Settings.plain(new NetPlan("table", 2, 2, 0), 32, 200, 400).withLearningRate(3e-3);
        LongSupplier still = () -> 0;
        Duration all = Duration.ofHours(10);
        Order order = new Order("by a test", 1337, Optional.of(all), false, Set.of(1, 2, 3, 4, 5, 6), run);
        try (Notebook notebook = Notebook.open(run)) {
            Regularize stage = new Regularize();
            Budget budget = Budget.of(all, Duration.ZERO, still);
            Kitchen kitchen = new Kitchen(order, data, notebook, Optional.of(budget), new Watcher() {}, 60);
            kitchen.decide(new Overfit(), Overfit.DECISION, "by a test", () -> Chosen.numbers(start));
            for (int width : new int[] {1, 2, 4}) {
                for (int batch : new int[] {16, 32}) {
                    kitchen.decide(
                            stage,
                            "pace of " + new NetPlan("table", width, 2, 0).describe() + " at batch " + batch,
                            "by a test",
                            () -> Map.of("seconds per step", PER_STEP));
                }
            }
            double seconds = 13 * 1.5 * PER_STEP * 140;
            kitchen.decide(
                    stage, "the time for stage 4", "by a test", () -> Map.of("seconds", seconds, "for the rest", 0.0));
            stage.run(kitchen);
        }
    }

    @Test
    void what_is_better_with_one_seed_is_tried_with_another_before_it_is_called_better() {
        List<Experiment> tried = pages().all(Entry.ExperimentStarted.class)
                .map(Entry.ExperimentStarted::experiment)
                .toList();
        List<Experiment> again = tried.stream()
                .filter(experiment -> experiment.name().startsWith("again, "))
                .toList();
        List<String> tending = tried.stream()
                .filter(experiment -> !again.contains(experiment))
                .filter(experiment -> pages().verdict(experiment.id())
                        .filter(verdict -> verdict.low() > 0)
                        .isPresent())
                .map(Experiment::name)
                .toList();
        assertThat(tending).as("twice the width of a net of width 2").contains("try a larger model");
        assertThat(tried).filteredOn(experiment -> !again.contains(experiment)).allSatisfy(experiment -> {
            assertThat(experiment.seeds()).containsExactly(1337L);
            assertThat(pages().verdict(experiment.id()).map(Verdict::kind))
                    .isNotEqualTo(Optional.of(Verdict.Kind.CONFIRMED));
        });
        assertThat(again)
                .allMatch(experiment -> experiment.seeds().equals(List.of(1338L)))
                .extracting(Experiment::name)
                .containsExactlyElementsOf(Stream.concat(Stream.of("control"), tending.stream())
                        .map(name -> "again, " + name)
                        .toList());
    }

    @Test
    void it_is_judged_from_both_seeds_and_kept_where_both_confirm_it() {
        Verdict verdict =
                pages().verdict(named("again, try a larger model").id()).orElseThrow();

        double control = loss("control") + loss("again, control");
        double larger = loss("try a larger model") + loss("again, try a larger model");
        assertThat(verdict.effect()).isCloseTo((control - larger) / 2, within(1e-6));
        assertThat(verdict.sentence()).contains("over 2 paired seeds and ");
        boolean kept = pages().decisions().stream()
                .filter(decision -> decision.what().equals(Regularize.DECISION))
                .anyMatch(decision -> decision.why().contains("try a larger model"));
        assertThat(kept).as(verdict.sentence()).isEqualTo(verdict.kind() == Verdict.Kind.CONFIRMED);
    }

    private Experiment named(String name) {
        return pages().all(Entry.ExperimentStarted.class)
                .map(Entry.ExperimentStarted::experiment)
                .filter(experiment -> experiment.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private double loss(String name) {
        return pages().results(named(name).id()).get(0).metric("validation loss");
    }

    private Pages pages() {
        return Pages.of(new RunDirectory(run));
    }
}
