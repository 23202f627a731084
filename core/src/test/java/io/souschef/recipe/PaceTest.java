package io.souschef.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.experiment.Budget;
import io.souschef.experiment.Notebook;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaceTest {
    private static final Stage STAGE = new NoStage();

    private final AtomicLong nanos = new AtomicLong();

    @TempDir
    Path run;

    private Notebook notebook;

    @BeforeEach
    void open() {
        notebook = Notebook.open(run);
    }

    @AfterEach
    void close() {
        notebook.close();
    }

    @Test
    void rounds_a_plan_down_to_two_digits() {
        assertThat(Pace.rounded(12_999)).isEqualTo(12_000);
        assertThat(Pace.rounded(129)).isEqualTo(120);
        assertThat(Pace.rounded(7.9)).isEqualTo(7);
        assertThat(Pace.rounded(0.2)).isEqualTo(1);
    }

    @Test
    void the_nominal_machine_takes_longer_for_more_work() {
        Pace pace = new Pace(Tiny.kitchen(Tiny.images(120, 3), notebook, 10, new Watcher() {}), STAGE);

        double small = pace.secondsPerStep(plain(8));
        double large = pace.secondsPerStep(plain(64));

        assertThat(small).as("mostly overhead").isBetween(1e-3, 2e-3);
        assertThat(large).isGreaterThan(1.3 * small);
    }

    @Test
    void as_many_steps_fit_as_their_seconds_say() {
        Pace pace = new Pace(Tiny.kitchen(Tiny.images(120, 3), notebook, 10, new Watcher() {}), STAGE);
        Settings settings = plain(8);

        long steps = pace.steps(settings, 5);

        assertThat(pace.seconds(settings.withSteps(steps))).isBetween(0.88 * 5, 5.0);
    }

    @Test
    void with_too_little_time_fewer_examples_are_seen_as_often() {
        Kitchen kitchen = Tiny.kitchen(Tiny.images(600, 3), notebook, 10, new Watcher() {});
        int all = kitchen.dataset().split().train().length;
        Pace pace = new Pace(kitchen, STAGE);

        Settings rich = pace.fitted(plain(8).withExamples(all), 1000, 20);
        Settings poor = pace.fitted(plain(8).withExamples(all), 0.3, 20);

        assertThat(rich.examples()).isEqualTo(all);
        assertThat((double) rich.steps() * rich.batchSize() / all).isCloseTo(20, within(0.5));
        assertThat(poor.examples()).isLessThan(all / 2);
        assertThat((double) poor.steps() * poor.batchSize() / poor.examples()).isBetween(14.0, 21.0);
    }

    @Test
    void with_a_budget_the_pace_is_measured_once_and_written_down() {
        Budget budget = Budget.of(Duration.ofMinutes(1), Duration.ZERO, nanos::get);
        Kitchen kitchen = Tiny.kitchen(Tiny.images(120, 3), notebook, budget);

        double first = new Pace(kitchen, STAGE).secondsPerStep(plain(8));
        double again = new Pace(kitchen, STAGE).secondsPerStep(plain(8));

        assertThat(first).isPositive().isEqualTo(again);
        assertThat(notebook.decisions()).extracting(d -> d.what()).containsOnlyOnce("pace of convnet 8x1 at batch 16");
    }

    @Test
    void the_time_of_a_stage_is_fixed_when_it_begins() {
        Budget budget = Budget.of(Duration.ofSeconds(100), Duration.ZERO, nanos::get);
        Kitchen kitchen = Tiny.kitchen(Tiny.images(120, 3), notebook, budget);
        double planned = kitchen.seconds(STAGE);

        nanos.addAndGet(10_000_000_000L);

        assertThat(kitchen.seconds(STAGE)).isEqualTo(planned);
        assertThat(kitchen.left(STAGE)).isCloseTo(planned - 10, within(1e-6));
    }

    @Test
    void another_process_goes_on_with_the_same_plan() {
        Budget budget = Budget.of(Duration.ofSeconds(100), Duration.ZERO, nanos::get);
        double planned = Tiny.kitchen(Tiny.images(120, 3), notebook, budget).seconds(STAGE);

        notebook.close();
        notebook = Notebook.open(run);
        Budget later = Budget.of(Duration.ofSeconds(100), Duration.ofSeconds(40), nanos::get);
        Kitchen kitchen = Tiny.kitchen(Tiny.images(120, 3), notebook, later);

        assertThat(kitchen.seconds(STAGE)).isEqualTo(planned);
        assertThat(kitchen.left(STAGE)).isCloseTo(planned - 40, within(1e-6));
    }

    @Test
    void what_a_stage_does_not_need_the_later_ones_get() {
        Budget budget = Budget.of(Duration.ofSeconds(100), Duration.ZERO, nanos::get);
        Kitchen kitchen = Tiny.kitchen(Tiny.images(120, 3), notebook, budget);

        double fourth = kitchen.seconds(new NoStage(4));
        double last = kitchen.seconds(new NoStage(6));

        assertThat(fourth).isCloseTo(100 * 0.18 / 0.79, within(1e-6));
        assertThat(last).as("nothing has been spent yet").isCloseTo(100, within(1e-6));
    }

    private static Settings plain(int width) {
        return Settings.plain(new NetPlan("convnet", width, 1, 0), 16, 80, 1);
    }
}
