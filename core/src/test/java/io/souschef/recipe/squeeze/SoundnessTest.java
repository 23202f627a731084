package io.souschef.recipe.squeeze;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Dataset;
import io.souschef.experiment.Basis;
import io.souschef.experiment.Entry;
import io.souschef.experiment.Experiment;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Hypothesis;
import io.souschef.experiment.Notebook;
import io.souschef.experiment.Outcome;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundnessTest {
    private static final int EXAMPLES = 200;

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
    void a_net_that_is_out_of_hand_on_some_rows_has_no_vote_and_is_named() {
        List<Tried> all = List.of(numbers(0.5, 0), numbers(0.48, 40), numbers(0.52, 0));
        Soundness soundness = new Soundness(kitchen(Tiny.table(60, false)));

        List<Trial> sound = soundness.sound(trials(all));
        Optional<Finding> finding = soundness.finding(all, trials(all), sound);

        assertThat(sound).containsExactly(all.get(0).first(), all.get(2).first());
        assertThat(finding.map(Finding::outcome)).contains(Outcome.WARN);
        assertThat(finding.orElseThrow().measured())
                .isEqualTo("a training: RMSE 2.86867, rate 0.00030; the best: RMSE 0.500000");
        assertThat(soundness.learnt(all.get(0))).isTrue();
        assertThat(soundness.learnt(all.get(1))).as("loss 8.2").isFalse();
    }

    @Test
    void nets_that_are_a_little_apart_all_vote_and_nothing_is_said() {
        List<Tried> all = List.of(numbers(0.5, 0), numbers(0.6, 0), numbers(0.65, 1.5));
        Soundness soundness = new Soundness(kitchen(Tiny.table(60, false)));

        List<Trial> sound = soundness.sound(trials(all));

        assertThat(sound).hasSize(3);
        assertThat(soundness.finding(all, trials(all), sound)).isEmpty();
    }

    @Test
    void of_classes_the_right_answers_count_not_how_sure_the_wrong_ones_were() {
        List<Tried> all = List.of(classes(0.3, 180), classes(3, 170), classes(0.6, 105));
        Soundness soundness = new Soundness(kitchen(Tiny.images(120, 2)));

        assertThat(soundness.sound(trials(all)))
                .containsExactly(all.get(0).first(), all.get(1).first());
    }

    @Test
    void where_nothing_can_be_learnt_no_net_is_left_out() {
        List<Tried> all = List.of(classes(0.69, 100), classes(0.7, 97), classes(1.2, 95));
        Soundness soundness = new Soundness(kitchen(Tiny.images(120, 2)));

        assertThat(soundness.sound(trials(all))).hasSize(3);
    }

    @Test
    void a_loss_that_is_not_finite_is_named_too() {
        Tried diverged =
                new Tried(experiment(), settings(), List.of(), List.of(Result.of(experiment(), 1, Map.of(), 0)));
        List<Tried> all = List.of(numbers(0.5, 0), diverged);
        Soundness soundness = new Soundness(kitchen(Tiny.table(60, false)));

        assertThat(soundness.learnt(diverged)).isFalse();
        assertThat(soundness
                        .finding(all, trials(all), trials(all))
                        .orElseThrow()
                        .measured())
                .startsWith("a training: a loss that isn't finite, rate 0.0003");
    }

    @Test
    void the_trainings_after_one_that_was_thrown_off_have_a_lower_rate() {
        Dataset data = Tiny.table(120, false);
        Kitchen kitchen = kitchen(data);
        int all = data.split().train().length;
        Settings tuned = Settings.plain(new NetPlan("mlp", 16, 2, 0), 16, all, 200)
                .cycle()
                .withLearningRate(30);
        kitchen.decide(new Tune(), Tune.DECISION, "for a test", () -> Chosen.numbers(tuned));

        new Squeeze(task -> List.of()).run(kitchen);

        List<Double> rates = notebook.pages()
                .all(Entry.ExperimentStarted.class)
                .map(Entry.ExperimentStarted::experiment)
                .filter(experiment -> experiment.name().startsWith("long training"))
                .map(experiment -> Double.parseDouble(
                        String.valueOf(experiment.configuration().get("rate"))))
                .toList();
        assertThat(rates).hasSizeGreaterThan(2);
        assertThat(rates.get(1)).isEqualTo(0.3 * rates.get(0));
        assertThat(notebook.pages().findings()).extracting(Finding::code).contains("members-thrown-off");
        assertThat(Files.exists(run.resolve("model/model.json"))).isTrue();
    }

    private Kitchen kitchen(Dataset data) {
        return Tiny.kitchen(data, notebook, 4, new Watcher() {});
    }

    private static List<Trial> trials(List<Tried> all) {
        return all.stream().flatMap(tried -> tried.trials().stream()).toList();
    }

    /** Numbers that should be 0 and are {@code off} it; one of them {@code worst}, where that isn't 0. */
    private static Tried numbers(double off, double worst) {
        float[] outputs = new float[EXAMPLES];
        Arrays.fill(outputs, (float) off);
        outputs[7] = worst == 0 ? outputs[7] : (float) worst;
        double[] losses = IntStream.range(0, EXAMPLES)
                .mapToDouble(i -> outputs[i] * outputs[i])
                .toArray();
        return tried(new Evaluation(Task.regression(), ids(), losses, outputs, new float[EXAMPLES]));
    }

    /** Two classes; the first {@code right} of 200 examples are answered rightly. */
    private static Tried classes(double loss, int right) {
        double[] losses = new double[EXAMPLES];
        Arrays.fill(losses, loss);
        float[] outputs = new float[2 * EXAMPLES];
        for (int i = 0; i < EXAMPLES; i++) {
            outputs[2 * i + (i < right ? 0 : 1)] = 1;
        }
        return tried(new Evaluation(Task.classification(2), ids(), losses, outputs, new float[EXAMPLES]));
    }

    private static long[] ids() {
        return IntStream.range(0, EXAMPLES).asLongStream().toArray();
    }

    private static Tried tried(Evaluation evaluation) {
        Result result = Result.of(experiment(), 1, Map.of("validation loss", evaluation.loss()), 1);
        List<Trial> trials = new ArrayList<>();
        trials.add(new Trial(settings(), 1, result, evaluation, Path.of("weights")));
        return new Tried(experiment(), settings(), trials, List.of());
    }

    private static Settings settings() {
        return Settings.plain(new NetPlan("table", 8, 1, 0), 16, 40, 10);
    }

    private static Experiment experiment() {
        return Experiment.of(
                "squeeze",
                "a training",
                settings().map(),
                new Hypothesis("it learns", "nothing", "something"),
                List.of(1L),
                new Basis("data", "code"));
    }
}
