package io.souschef.recipe.skeleton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.souschef.data.Dataset;
import io.souschef.data.Labels;
import io.souschef.data.Texts;
import io.souschef.data.answers.BadAnswers;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Hypothesis;
import io.souschef.experiment.Notebook;
import io.souschef.experiment.Outcome;
import io.souschef.recipe.Attempt;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Lab;
import io.souschef.recipe.Model;
import io.souschef.recipe.NetPlan;
import io.souschef.recipe.Settings;
import io.souschef.recipe.Tiny;
import io.souschef.recipe.Tried;
import io.souschef.recipe.Views;
import io.souschef.recipe.Watcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HumanBaselineTest {
    @TempDir
    Path run;

    private final Dataset data = Tiny.images(600, 4);
    private @Nullable Notebook notebook;

    @Test
    void a_sheet_waits_with_pictures_and_without_labels() throws IOException {
        Finding finding = baseline(data).finding().orElseThrow();

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).matches("needs a person: \\d+ examples wait in human-baseline.csv");
        assertThat(Files.readString(run.resolve(HumanBaseline.FILE)))
                .startsWith("number,answer\n1,\n")
                .doesNotContain("row", "example");
        Evidence.Pictures sheets = (Evidence.Pictures) finding.evidence().get(0);
        assertThat(sheets.sentence()).endsWith("one of: row 0, row 1, row 2, row 3.");
        assertThat(sheets.pictures().get(0).caption()).isEqualTo("1 to 20, 5 in a row");
    }

    @Test
    void rows_of_a_table_are_on_the_sheet_without_their_target() throws IOException {
        baseline(Tiny.table(600, true)).finding();

        assertThat(Files.readAllLines(run.resolve(HumanBaseline.FILE)))
                .startsWith("number,a,b,word,answer")
                .noneMatch(line -> line.contains("small") || line.contains("large"));
    }

    @Test
    void texts_are_on_the_sheet_without_their_names() throws IOException {
        Dataset texts = Tiny.texts(600);

        Finding finding = baseline(texts).finding().orElseThrow();

        String first = ((Texts) texts.inputs()).get(asked(0)).content().strip();
        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(Files.readAllLines(run.resolve(HumanBaseline.FILE)))
                .startsWith("number,text,answer", "1," + first + ",")
                .noneMatch(line -> line.contains("text "));
    }

    @Test
    void answers_give_an_accuracy_with_an_interval_and_the_sheet_is_not_drawn_anew() throws IOException {
        HumanBaseline baseline = baseline(data);
        baseline.finding();
        fill(40, 4);

        Finding finding = baseline.finding().orElseThrow();

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
        assertThat(finding.measured())
                .isEqualTo(
                        "90.0 % of 40 validation examples right (95 % interval 76.9 to 96.0); there is no model yet");
        assertThat(((Evidence.Pictures) finding.evidence().get(0)).pictures()).hasSize(4);
    }

    @Test
    void a_few_answers_say_nothing_yet() throws IOException {
        HumanBaseline baseline = baseline(data);
        baseline.finding();
        fill(10, 0);

        assertThat(baseline.finding().orElseThrow().cause())
                .matches("10 of \\d+ examples answered; 30 or more tell something");
    }

    @Test
    void the_model_is_put_beside_the_person_on_the_same_examples() throws IOException {
        Kitchen kitchen = kitchen(data);
        HumanBaseline baseline = new HumanBaseline(kitchen);
        model(kitchen, trained(data.split().train().length));
        baseline.finding();
        int answered = fill(1000, 20);

        Finding finding = baseline.finding().orElseThrow();

        assertThat(answered).isGreaterThan(60);
        assertThat(finding.measured()).contains("; the model on the same ").contains(" points (");
        assertThat(finding.outcome())
                .as("the model is better: %s", finding.measured())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void a_model_that_was_trained_on_the_validation_split_as_well_is_not_put_beside() throws IOException {
        Kitchen kitchen = kitchen(data);
        HumanBaseline baseline = new HumanBaseline(kitchen);
        int all = data.split().train().length + data.split().validation().length;
        model(kitchen, trained(all).onEverything());
        baseline.finding();
        fill(40, 4);

        Finding finding = baseline.finding().orElseThrow();

        assertThat(finding.measured())
                .endsWith("; the model was trained on these examples as well, so that it can't be put beside")
                .doesNotContain("points");
    }

    private static Attempt trained(int examples) {
        Settings settings = Settings.plain(new NetPlan("convnet", 8, 1, 0), 16, examples, 200)
                .withLearningRate(5e-3);
        return Attempt.of("net", new Hypothesis("it learns", "nothing", "something"), settings, 1);
    }

    private static void model(Kitchen kitchen, Attempt attempt) {
        Tried tried = new Lab(kitchen, new Skeleton()).run(attempt);
        Model.write(kitchen, tried.trials(), Views.plain());
    }

    @Test
    void classes_that_differ_by_case_alone_are_told_apart() throws IOException {
        int[] rows = ((Labels) data.targets()).values();
        Labels letters = new Labels(Arrays.stream(rows).map(row -> row % 2).toArray(), List.of("A", "a"));
        HumanBaseline baseline = baseline(data.withTargets(letters));
        baseline.finding();
        Path sheet = run.resolve(HumanBaseline.FILE);
        List<String> lines = new ArrayList<>(Files.readAllLines(sheet));
        for (int i = 1; i < lines.size(); i++) {
            lines.set(i, lines.get(i) + letters.text(asked(i - 1)));
        }
        Files.write(sheet, lines);

        assertThat(baseline.finding().orElseThrow().measured()).startsWith("100.0 % of ");
    }

    @Test
    void another_word_than_a_class_is_refused() throws IOException {
        HumanBaseline baseline = baseline(data);
        baseline.finding();
        List<String> lines = new ArrayList<>(Files.readAllLines(run.resolve(HumanBaseline.FILE)));
        lines.set(3, lines.get(3) + "a cat");
        Files.write(run.resolve(HumanBaseline.FILE), lines);

        assertThatThrownBy(baseline::finding)
                .isInstanceOf(BadAnswers.class)
                .hasMessageContaining("the answers in human-baseline.csv can't be understood")
                .hasMessageContaining("got       'a cat' for number 3")
                .hasMessageContaining(
                        "expected  a class: row 0, row 1, row 2, row 3; or its number from 0; or nothing");
    }

    @Test
    void nobody_is_asked_for_numbers() {
        assertThat(baseline(Tiny.table(600, false)).finding()).isEqualTo(Optional.empty());
    }

    /** The first so many, as a person who knows the labels would, but of the first {@code wrong}; says how many there were. */
    private int fill(int most, int wrong) throws IOException {
        Path sheet = run.resolve(HumanBaseline.FILE);
        Labels labels = (Labels) data.targets();
        List<String> lines = new ArrayList<>(Files.readAllLines(sheet));
        int count = Math.min(most, lines.size() - 1);
        for (int i = 1; i <= count; i++) {
            int label = labels.values()[asked(i - 1)];
            int answer = i <= wrong ? (label + 1) % 4 : label;
            lines.set(i, lines.get(i) + (i % 2 == 0 ? "Row " + answer : String.valueOf(answer)));
        }
        Files.write(sheet, lines);
        return count;
    }

    /** The example of a question, counted from 0. */
    private int asked(int question) throws IOException {
        JsonNode plan = new ObjectMapper().readTree(Files.readAllBytes(run.resolve("human-baseline.json")));
        return plan.path("ids").path(question).intValue();
    }

    private HumanBaseline baseline(Dataset dataset) {
        return new HumanBaseline(kitchen(dataset));
    }

    private Kitchen kitchen(Dataset dataset) {
        notebook = Notebook.open(run);
        return Tiny.kitchen(dataset, notebook, 0.7, new Watcher() {});
    }

    @AfterEach
    void close() {
        if (notebook != null) {
            notebook.close();
        }
    }
}
