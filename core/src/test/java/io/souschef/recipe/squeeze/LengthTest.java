package io.souschef.recipe.squeeze;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Dataset;
import io.souschef.experiment.Basis;
import io.souschef.experiment.Entry;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Experiment;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Hypothesis;
import io.souschef.experiment.Notebook;
import io.souschef.experiment.Result;
import io.souschef.recipe.Chosen;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.NetPlan;
import io.souschef.recipe.Settings;
import io.souschef.recipe.Tiny;
import io.souschef.recipe.Trial;
import io.souschef.recipe.Tried;
import io.souschef.recipe.Watcher;
import io.souschef.recipe.tune.Tune;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LengthTest {
    /** Validation examples. */
    private static final int HELD = 100;

    /** To train on, in batches of 10: 80 steps are 8 epochs. */
    private static final int EXAMPLES = 100, BATCH = 10;

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
    void a_training_that_was_best_at_its_end_and_better_than_the_trial_was_not_too_long() {
        Length length = length(0.5);
        Tried first = tried(1000, 1000, 0.4, 90);

        assertThat(length.shorterThan(first)).isEmpty();
        assertThat(length.best()).isSameAs(first);
        assertThat(length.finding()).isEmpty();
    }

    @Test
    void the_next_ends_where_the_best_weights_were_within_a_third_and_an_eighth() {
        assertThat(steps(tried(1200, 600, 0.4, 90))).contains(400L);
        assertThat(steps(tried(1200, 240, 0.4, 90))).contains(240L);
        assertThat(steps(tried(1200, 12, 0.4, 90))).contains(150L);
    }

    @Test
    void a_training_that_is_worse_than_a_short_trial_was_too_long() {
        assertThat(length(0.3).shorterThan(tried(1200, 1200, 0.4, 90)).map(Settings::steps))
                .contains(400L);
        assertThat(length(0.3).shorterThan(tried(1200, 1200, 0.2, 90))).isEmpty();
    }

    @Test
    void without_a_trial_its_own_best_weights_tell() {
        Length length = new Length(kitchen(), new TreeMap<>());

        assertThat(length.shorterThan(tried(1200, 1200, 9, 10))).isEmpty();
    }

    @Test
    void it_goes_down_for_as_long_as_that_helps_and_keeps_the_best() {
        Length length = length(0.5);
        Tried best = tried(400, 400, 0.5, 90);

        assertThat(length.shorterThan(tried(1200, 600, 0.7, 90)).map(Settings::steps))
                .contains(400L);
        assertThat(length.shorterThan(best).map(Settings::steps)).contains(133L);
        assertThat(length.shorterThan(tried(133, 133, 0.6, 90))).isEmpty();
        assertThat(length.best()).isSameAs(best);
        assertThat(length.finding().map(Finding::measured))
                .contains("validation loss 0.7000 after 120 epochs, 0.5000 after 40 epochs, 0.6000 after 13 epochs");
        assertThat(length.finding().map(Finding::fix))
                .contains("the members are trained for 40 epochs; more data would pay for longer ones");
    }

    @Test
    void not_below_eight_epochs() {
        assertThat(steps(tried(150, 30, 0.7, 90))).contains(80L);
        assertThat(steps(tried(90, 30, 0.7, 90))).as("nearly so few already").isEmpty();
    }

    @Test
    void a_lower_loss_does_not_pay_for_wrong_answers() {
        Length length = length(0.5);
        Tried first = tried(1200, 300, 0.7, 90);

        length.shorterThan(first);

        assertThat(length.shorterThan(tried(300, 300, 0.6, 80))).isEmpty();
        assertThat(length.best()).isSameAs(first);
    }

    @Test
    void one_answer_of_a_hundred_is_chance() {
        Length length = length(0.5);
        Tried shorter = tried(300, 300, 0.6, 89);

        length.shorterThan(tried(1200, 300, 0.7, 90));
        length.shorterThan(shorter);

        assertThat(length.best()).isSameAs(shorter);
    }

    @Test
    void one_that_diverged_is_not_the_best() {
        Length length = length(0.5);
        Tried first = tried(1200, 300, 0.7, 90);

        length.shorterThan(first);

        assertThat(length.shorterThan(diverged())).isEmpty();
        assertThat(length.best()).isSameAs(first);
    }

    @Test
    void one_that_diverged_is_said_to_have_and_has_no_bar() {
        Length length = length(0.5);
        length.shorterThan(tried(1200, 300, 0.7, 90));
        length.shorterThan(diverged());

        Finding finding = length.finding().orElseThrow();

        assertThat(finding.measured()).isEqualTo("validation loss 0.7000 after 120 epochs, not finite with 30 epochs");
        assertThat(((Evidence.Bars) finding.evidence().get(0)).bars())
                .extracting(Evidence.Bar::category)
                .containsExactly("120 epochs");
    }

    private static Tried diverged() {
        return new Tried(experiment(), settings(300), List.of(), List.of(Result.of(experiment(), 1, Map.of(), 0)));
    }

    @Test
    void all_members_are_as_long_as_the_best_of_the_lengths() {
        Dataset data = Tiny.table(120, false);
        Kitchen kitchen = Tiny.kitchen(data, notebook, 4, new Watcher() {});
        int all = data.split().train().length;
        Settings tuned =
                Settings.plain(new NetPlan("mlp", 16, 2, 0), 16, all, 200).cycle();
        SortedMap<String, Object> numbers = Chosen.numbers(tuned);
        numbers.put(Tune.VALIDATION_LOSS, 0.0);
        kitchen.decide(new Tune(), Tune.DECISION, "for a test", () -> numbers);

        new Squeeze(task -> List.of()).run(kitchen);

        List<String> names = notebook.pages()
                .all(Entry.ExperimentStarted.class)
                .map(started -> started.experiment().name())
                .toList();
        Finding finding = notebook.pages().findings().stream()
                .filter(f -> f.code().equals("length"))
                .findFirst()
                .orElseThrow();
        assertThat(names).first().isEqualTo("long training, member 1");
        assertThat(names.get(1)).endsWith(" epochs, member 1");
        String kept = finding.fix().replaceAll("the members are trained for (\\d+ epochs);.*", "$1");
        boolean longest = finding.measured().contains("after " + kept + ",")
                && finding.measured().indexOf(kept) < finding.measured().indexOf(',');
        assertThat(names)
                .contains(
                        longest ? "long training, member 2" : kept + ", member 2",
                        longest ? "long training, member 5" : kept + ", member 5");
    }

    private Optional<Long> steps(Tried tried) {
        return length(1).shorterThan(tried).map(Settings::steps);
    }

    private Length length(double trialLoss) {
        SortedMap<String, Object> decided = new TreeMap<>();
        decided.put(Tune.VALIDATION_LOSS, trialLoss);
        return new Length(kitchen(), decided);
    }

    private Kitchen kitchen() {
        return Tiny.kitchen(Tiny.images(120, 2), notebook, 4, new Watcher() {});
    }

    /** A training with so many steps, best after {@code at} of them; of a hundred answers so many right. */
    private static Tried tried(int steps, int at, double loss, int right) {
        double[] losses = new double[HELD];
        Arrays.fill(losses, loss);
        float[] outputs = new float[2 * HELD];
        for (int i = 0; i < HELD; i++) {
            outputs[2 * i + (i < right ? 0 : 1)] = 1;
        }
        long[] ids = IntStream.range(0, HELD).asLongStream().toArray();
        Evaluation evaluation = new Evaluation(Task.classification(2), ids, losses, outputs, new float[HELD]);
        Map<String, Double> metrics =
                Map.of("validation loss", loss, "steps", (double) steps, "best step", (double) at);
        Trial trial =
                new Trial(settings(steps), 1, Result.of(experiment(), 1, metrics, 1), evaluation, Path.of("weights"));
        return new Tried(experiment(), settings(steps), List.of(trial), List.of());
    }

    private static Settings settings(int steps) {
        return Settings.plain(new NetPlan("table", 8, 1, 0), BATCH, EXAMPLES, steps);
    }

    private static Experiment experiment() {
        return Experiment.of(
                "squeeze",
                "a training",
                settings(10).map(),
                new Hypothesis("it learns", "nothing", "something"),
                List.of(1L),
                new Basis("data", "code"));
    }
}
