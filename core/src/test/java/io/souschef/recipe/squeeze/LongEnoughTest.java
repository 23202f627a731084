package io.souschef.recipe.squeeze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.data.Dataset;
import io.souschef.experiment.Budget;
import io.souschef.experiment.Notebook;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.NetPlan;
import io.souschef.recipe.Settings;
import io.souschef.recipe.Tiny;
import io.souschef.recipe.Watcher;
import io.souschef.recipe.tune.Tune;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongEnoughTest {
    private static final double MOST = 150;

    /** Of what an ignorant net of four classes loses, ln 4, one hundredth. */
    private static final double FLOOR = 0.01 * Math.log(4);

    private final Dataset rows = Tiny.images(240, 4);

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
    void three_times_as_long_as_the_trial_that_has_fitted_all_the_data() {
        assertThat(epochs(unlimited(rows), 0.9 * FLOOR, all(rows), 12)).isCloseTo(36, within(0.5));
        assertThat(epochs(unlimited(rows), 0.9 * FLOOR, all(rows), 20)).isCloseTo(60, within(0.5));
    }

    @Test
    void a_plan_that_was_rounded_to_fewer_examples_counts_as_all() {
        int rounded = (int) Math.ceil(0.93 * all(rows));

        assertThat(epochs(unlimited(rows), 0.9 * FLOOR, rounded, 12)).isCloseTo(36, within(0.5));
    }

    @Test
    void never_longer_than_without_the_trial() {
        assertThat(epochs(unlimited(rows), 0.9 * FLOOR, all(rows), 80)).isEqualTo(MOST);
    }

    @Test
    void to_the_end_where_something_is_left_to_fit() {
        assertThat(epochs(unlimited(rows), 1.2 * FLOOR, all(rows), 12)).isEqualTo(MOST);
    }

    @Test
    void to_the_end_where_the_trial_saw_some_of_the_data() {
        assertThat(epochs(unlimited(rows), 0.9 * FLOOR, all(rows) / 2, 12)).isEqualTo(MOST);
    }

    @Test
    void to_the_end_where_nothing_was_tried() {
        assertThat(LongEnough.epochs(unlimited(rows), new TreeMap<>(), settings(all(rows), 12)))
                .isEqualTo(MOST);
    }

    @Test
    void to_the_end_where_a_number_is_predicted() {
        Dataset sums = Tiny.table(240, false);

        assertThat(epochs(unlimited(sums), 1e-4, all(sums), 12)).isEqualTo(MOST);
    }

    @Test
    void to_the_end_of_a_budget() {
        Budget budget = Budget.of(Duration.ofMinutes(2), Duration.ZERO, () -> 0);

        assertThat(epochs(Tiny.kitchen(rows, notebook, budget), 0.9 * FLOOR, all(rows), 12))
                .isEqualTo(MOST);
    }

    private Kitchen unlimited(Dataset data) {
        return Tiny.kitchen(data, notebook, 10, new Watcher() {});
    }

    private static int all(Dataset data) {
        return data.split().train().length;
    }

    private static Settings settings(int examples, double epochs) {
        return Settings.plain(new NetPlan("convnet", 4, 1, 0), 8, examples, Math.round(epochs * examples / 8));
    }

    private static double epochs(Kitchen kitchen, double loss, int examples, double seen) {
        SortedMap<String, Object> decided = new TreeMap<>();
        decided.put(Tune.TRAINING_LOSS, loss);
        return LongEnough.epochs(kitchen, decided, settings(examples, seen));
    }
}
