package io.souschef.recipe.squeeze;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Dataset;
import io.souschef.data.Split;
import io.souschef.experiment.Entry;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Hypothesis;
import io.souschef.experiment.Notebook;
import io.souschef.experiment.Outcome;
import io.souschef.experiment.Result;
import io.souschef.recipe.Attempt;
import io.souschef.recipe.Chosen;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Lab;
import io.souschef.recipe.NetPlan;
import io.souschef.recipe.Settings;
import io.souschef.recipe.Tiny;
import io.souschef.recipe.Trial;
import io.souschef.recipe.Watcher;
import io.souschef.recipe.tune.Tune;
import io.souschef.train.Evaluation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EverythingTest {
    private static final int STEPS = 100;

    @TempDir
    Path run;

    private final Dataset data = Tiny.table(120, false);
    private final int train = data.split().train().length;
    private final int validation = data.split().validation().length;
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
    void the_model_of_a_run_has_learnt_the_validation_split_too() throws Exception {
        Kitchen kitchen = kitchen(data);
        kitchen.decide(new Tune(), Tune.DECISION, "for a test", () -> Chosen.numbers(settings()));

        new Squeeze(task -> List.of()).run(kitchen);

        Finding finding = finding();
        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
        assertThat(finding.measured())
                .startsWith(
                        "5 nets on %d examples, %d of them from validation".formatted(train + validation, validation));
        assertThat(Files.readString(run.resolve("model/model.json")))
                .contains("\"examples\" : " + (train + validation))
                .doesNotContain("\"examples\" : " + train + ",");
    }

    @Test
    void nothing_is_said_of_validation_examples_that_were_trained_on() {
        Kitchen kitchen = kitchen(data);
        Trial member = member(kitchen);

        Trial trained =
                everything(kitchen).of(List.of(member), List.of(member), 100).get(0);

        assertThat(trained.result().metrics()).containsKey("training loss").doesNotContainKey("validation loss");
        assertThat(trained.settings().examples()).isEqualTo(train + validation);
        assertThat(trained.settings().steps())
                .as("as many epochs")
                .isEqualTo(Math.round(STEPS * (train + validation) / (double) train));
        assertThat(trained.seed()).isEqualTo(member.seed());
    }

    @Test
    void a_member_that_was_best_before_its_end_says_that_nobody_knows_when_to_stop() {
        Kitchen kitchen = kitchen(data);
        Trial member = member(kitchen);
        Trial early = new Trial(
                member.settings(),
                member.seed(),
                with(member.result(), "best step", 0.5 * STEPS),
                member.validation(),
                member.weights());

        assertThat(everything(kitchen).of(List.of(early), List.of(early), 100)).containsExactly(early);
        assertThat(notebook.pages().findings()).isEmpty();
    }

    @Test
    void a_small_validation_split_is_not_worth_it() {
        Split split = data.split();
        Dataset few =
                data.withSplit(new Split(split.train(), Arrays.copyOf(split.validation(), 4), split.test(), "made"));
        Kitchen kitchen = kitchen(few);
        Trial member = member(kitchen);

        assertThat(everything(kitchen).of(List.of(member), List.of(member), 100))
                .containsExactly(member);
    }

    @Test
    void where_there_is_no_time_that_is_said() {
        Kitchen kitchen = kitchen(data);
        Trial member = member(kitchen);

        assertThat(everything(kitchen).of(List.of(member), List.of(member), 1e-6))
                .containsExactly(member);
        assertThat(finding().outcome()).isEqualTo(Outcome.SKIP);
    }

    @Test
    void a_training_that_came_to_nothing_is_not_used() {
        Kitchen kitchen = kitchen(data);
        Trial member = member(kitchen);
        Evaluation seen = member.validation();
        Trial perfect = new Trial(
                member.settings(),
                member.seed(),
                member.result(),
                new Evaluation(seen.task(), seen.ids(), new double[seen.size()], seen.targets(), seen.targets()),
                member.weights());

        assertThat(everything(kitchen).of(List.of(perfect), List.of(perfect), 100))
                .containsExactly(perfect);
        assertThat(finding().outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding().fix()).startsWith("the members that were trained on the training split alone are used");
    }

    private Kitchen kitchen(Dataset of) {
        return Tiny.kitchen(of, notebook, 4, new Watcher() {});
    }

    private Everything everything(Kitchen kitchen) {
        return new Everything(kitchen, new Squeeze(task -> List.of()), lab(kitchen));
    }

    private static Lab lab(Kitchen kitchen) {
        return new Lab(kitchen, new Squeeze(task -> List.of()));
    }

    private Trial member(Kitchen kitchen) {
        Trial trial = lab(kitchen)
                .run(Attempt.of("member", new Hypothesis("it learns", "", "something"), settings(), 1))
                .first();
        return new Trial(
                trial.settings(),
                trial.seed(),
                with(trial.result(), "best step", STEPS),
                trial.validation(),
                trial.weights());
    }

    private Settings settings() {
        return Settings.plain(new NetPlan("mlp", 16, 2, 0), 16, train, STEPS).cycle();
    }

    private static Result with(Result result, String metric, double value) {
        Map<String, Double> metrics = new TreeMap<>(result.metrics());
        metrics.put(metric, value);
        return new Result(
                result.experiment(),
                result.seed(),
                new TreeMap<>(metrics),
                result.evidence(),
                result.seconds(),
                result.files());
    }

    private Finding finding() {
        return notebook.pages().findings().stream()
                .filter(finding -> finding.code().equals("everything"))
                .findFirst()
                .orElseThrow();
    }

    /** Entries of another kind would mean that the test split was looked at. */
    @Test
    void the_test_split_is_not_opened_by_it() {
        Kitchen kitchen = kitchen(data);
        Trial member = member(kitchen);

        everything(kitchen).of(List.of(member), List.of(member), 100);

        assertThat(notebook.pages().all(Entry.TestOpened.class)).isEmpty();
    }
}
