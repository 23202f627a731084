package io.souschef.recipe.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Dataset;
import io.souschef.experiment.Basis;
import io.souschef.experiment.Experiment;
import io.souschef.experiment.Hypothesis;
import io.souschef.experiment.Notebook;
import io.souschef.experiment.Result;
import io.souschef.recipe.Lab;
import io.souschef.recipe.NetPlan;
import io.souschef.recipe.Settings;
import io.souschef.recipe.Tiny;
import io.souschef.recipe.Trial;
import io.souschef.recipe.Tried;
import io.souschef.recipe.Watcher;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdoptionTest {
    private static final int POINTS = 8;
    private static final int SEARCHES = 300;

    private final Dataset data = Tiny.images(60, 2);

    @TempDir
    Path run;

    private Notebook notebook;
    private Lab lab;

    @BeforeEach
    void open() {
        notebook = Notebook.open(run);
        lab = new Lab(Tiny.kitchen(data, notebook, 1, new Watcher() {}), new Tune());
    }

    @AfterEach
    void close() {
        notebook.close();
    }

    private Adoption of(Tried control, Tried controlAgain, Tried found, Tried foundAgain) {
        return Adoption.of(lab, control, controlAgain, found, foundAgain, "rate 0.0032");
    }

    @Test
    void a_lower_loss_is_adopted_for_all_that_one_example_of_accuracy() {
        Adoption adoption = of(tried(0.30, 98), tried(0.31, 98), tried(0.28, 97), tried(0.29, 98));

        assertThat(adoption.adopted()).isTrue();
        assertThat(adoption.why())
                .isEqualTo(
                        "validation loss lower than the control's by 0.0200 with another seed, 0.0200 with the one that it was chosen by: rate 0.0032");
    }

    @Test
    void what_is_better_only_with_the_seed_that_it_was_chosen_by_was_lucky() {
        Adoption adoption = of(tried(0.30, 98), tried(0.30, 98), tried(0.10, 98), tried(0.301, 98));

        assertThat(adoption.adopted()).isFalse();
        assertThat(adoption.why())
                .isEqualTo("the best trial, rate 0.0032, was not better with another seed: it was lucky");
    }

    @Test
    void an_accuracy_that_is_worse_beyond_doubt_refuses_it() {
        Adoption adoption = of(tried(0.30, 98), tried(0.30, 98), tried(0.25, 88), tried(0.25, 88));

        assertThat(adoption.adopted()).isFalse();
        assertThat(adoption.why()).endsWith("but its metric was worse beyond doubt");
    }

    @Test
    void what_diverges_with_another_seed_is_not_adopted_and_what_survives_its_control_is() {
        assertThat(of(tried(0.30, 98), tried(0.30, 98), tried(0.25, 98), diverged())
                        .adopted())
                .isFalse();
        assertThat(of(tried(0.30, 98), diverged(), tried(0.25, 98), tried(0.25, 98))
                        .adopted())
                .isTrue();
    }

    /** Eight points like the control, each loss off by chance: the best of them with one seed is no better with another. */
    @Test
    void the_best_of_eight_equals_is_adopted_no_more_often_than_a_coin_falls() {
        assertThat(adopted(0)).as("of " + SEARCHES).isBetween(120, 180); // binomial: 150 ± 3.5 deviations of 8.7
    }

    /** Twice the deviation of a seed better: the difference of two seeds deviates by √2 of it, and Φ(2/√2) is 0.92. */
    @Test
    void eight_points_that_are_better_are_adopted_nearly_always() {
        assertThat(adopted(2)).as("of " + SEARCHES).isGreaterThan(255);
    }

    /** Searches, of {@link #SEARCHES}, that adopt their best point, where all are better by so many deviations of a seed. */
    private int adopted(double better) {
        RandomStream random = RandomStream.of(11, "searches");
        int adopted = 0;
        for (int search = 0; search < SEARCHES; search++) {
            RandomStream own = random.at(search);
            double best = Double.POSITIVE_INFINITY;
            for (int point = 0; point < POINTS; point++) {
                best = Math.min(best, own.gaussian(point) - better);
            }
            Tried control = tried(loss(own.gaussian(POINTS)), 9, 10);
            Tried again = tried(loss(own.gaussian(POINTS + 1)), 9, 10);
            Tried foundAgain = tried(loss(own.gaussian(POINTS + 2) - better), 9, 10);
            adopted += of(control, again, tried(loss(best), 9, 10), foundAgain).adopted() ? 1 : 0;
        }
        return adopted;
    }

    private static double loss(double deviations) {
        return 1 + 0.01 * deviations;
    }

    /** A trial with the same loss on every example, and so many of a hundred right. */
    private static Tried tried(double loss, int right) {
        return tried(loss, right, 100);
    }

    private static Tried tried(double loss, int right, int examples) {
        Settings settings = settings();
        Experiment experiment = experiment(settings);
        double[] losses = new double[examples];
        Arrays.fill(losses, loss);
        long[] ids = new long[examples];
        float[] outputs = new float[2 * examples];
        for (int i = 0; i < examples; i++) {
            ids[i] = i;
            outputs[2 * i + (i < right ? 0 : 1)] = 1;
        }
        Evaluation evaluation = new Evaluation(Task.classification(2), ids, losses, outputs, new float[examples]);
        Result result = Result.of(experiment, 1, Map.of("validation loss", loss, "steps", 10.0), 1);
        return new Tried(
                experiment,
                settings,
                List.of(new Trial(settings, 1, result, evaluation, Path.of("weights"))),
                List.of());
    }

    private static Tried diverged() {
        Settings settings = settings();
        Experiment experiment = experiment(settings);
        return new Tried(experiment, settings, List.of(), List.of(Result.of(experiment, 1, Map.of(), 0)));
    }

    private static Settings settings() {
        return Settings.plain(new NetPlan("convnet", 4, 1, 0), 8, 40, 10);
    }

    private static Experiment experiment(Settings settings) {
        return Experiment.of(
                "tune",
                "by hand",
                settings.map(),
                new Hypothesis("it is better", "nothing", "a lower loss"),
                List.of(1L),
                new Basis("data", "code"));
    }
}
