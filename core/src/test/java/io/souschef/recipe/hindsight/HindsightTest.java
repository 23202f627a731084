package io.souschef.recipe.hindsight;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Dataset;
import io.souschef.data.Labels;
import io.souschef.data.Numbers;
import io.souschef.data.Table;
import io.souschef.data.examples.ExamplesTable;
import io.souschef.data.table.CategoryColumn;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Hypothesis;
import io.souschef.experiment.Notebook;
import io.souschef.experiment.Outcome;
import io.souschef.recipe.Attempt;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Lab;
import io.souschef.recipe.NetPlan;
import io.souschef.recipe.Settings;
import io.souschef.recipe.Tiny;
import io.souschef.recipe.Tried;
import io.souschef.recipe.Watcher;
import io.souschef.recipe.overfit.Overfit;
import io.souschef.tensor.RandomStream;
import io.souschef.train.DataMap;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HindsightTest {
    private static final int PLANTED = 30;

    @TempDir
    Path run;

    private @Nullable Notebook notebook;

    @Test
    void planted_wrong_labels_are_the_hardest_to_learn_and_the_net_says_what_is_right() {
        Finding finding = learnt(PLANTED);

        assertThat(finding.outcome()).isEqualTo(Outcome.EYES);
        Evidence.Pictures hardest = (Evidence.Pictures) finding.evidence().get(0);
        assertThat(hardest.title()).isEqualTo("Hardest to learn");
        assertThat(hardest.pictures()).hasSizeGreaterThanOrEqualTo(15).allSatisfy(picture -> {
            int id = Integer.parseInt(picture.caption().replaceAll("(?s).*example ", ""));
            assertThat(id).isLessThan(2 * PLANTED);
            assertThat(picture.caption()).startsWith("row " + (id + 1) % 4).contains("said row " + id % 4);
        });
        assertThat(finding.evidence()).anyMatch(Evidence.Points.class::isInstance);
    }

    @Test
    void right_labels_of_an_easy_set_are_all_learnt() {
        Finding finding = learnt(0);

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
        assertThat(finding.measured()).startsWith("0 examples hard to learn (0.0 %");
    }

    @Test
    void a_training_of_a_few_passes_says_nothing_yet() {
        Finding finding = learnt(0, 60);

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause())
                .matches("\\d\\.\\d passes over the training examples say too little, 5 or more are enough");
    }

    @Test
    void a_net_that_has_learnt_little_does_not_accuse_the_labels() {
        Finding finding = learnt(0, 200, 1e-6);

        assertThat(finding.outcome()).isEqualTo(Outcome.EYES);
        assertThat(finding.cause()).contains("the net has learnt little of its training data: could it?");
        assertThat(finding.fix()).startsWith("a larger --budget").doesNotContain("correct what is wrong");
    }

    private Finding learnt(int planted) {
        return learnt(planted, 200);
    }

    private Finding learnt(int planted, int steps) {
        return learnt(planted, steps, 5e-3);
    }

    /** Every label below 2 · {@code planted} is one too high in every second example. */
    private Finding learnt(int planted, int steps, double rate) {
        Dataset data = Tiny.images(600, 4);
        Labels labels = (Labels) data.targets();
        int[] values = IntStream.range(0, data.size())
                .map(id -> id < 2 * planted && id % 2 == 0 ? (labels.values()[id] + 1) % 4 : labels.values()[id])
                .toArray();
        Kitchen kitchen = kitchen(data.withTargets(new Labels(values, labels.classes())));
        Settings settings = Settings.plain(
                        new NetPlan("convnet", 4, 1, 0), 16, data.split().train().length, steps)
                .withLearningRate(rate);
        Attempt attempt = Attempt.of("try", new Hypothesis("it learns", "nothing", "something"), settings, 1);
        Tried tried = new Lab(kitchen, new Overfit()).run(attempt.following());
        DataMap map = DataMap.mean(Tried.dataMaps(kitchen, tried.trials()));
        return new LearntExamples(kitchen, new Gallery(kitchen), 1).finding(map);
    }

    @Test
    void the_surest_mistake_is_shown_first_with_both_classes() {
        Kitchen kitchen = kitchen(Tiny.images(240, 4));
        int[] ids = kitchen.dataset().split().validation();
        Labels labels = (Labels) kitchen.dataset().targets();
        float[] outputs = new float[ids.length * 4];
        for (int i = 0; i < ids.length; i++) {
            boolean wrong = i == 5 || i == 9;
            outputs[4 * i + (labels.values()[ids[i]] + (wrong ? 1 : 0)) % 4] = i == 9 ? 8 : 4;
        }

        Finding finding = new Mispredictions(kitchen, new Gallery(kitchen)).finding(answers(ids, outputs, labels, 4));

        assertThat(finding.outcome()).isEqualTo(Outcome.EYES);
        assertThat(finding.measured())
                .startsWith(
                        "2 of %d validation examples are taken for another class, 2 of them with a probability above 90 %%"
                                .formatted(ids.length));
        int given = labels.values()[ids[9]];
        assertThat(((Evidence.Pictures) finding.evidence().get(0))
                        .pictures()
                        .get(0)
                        .caption())
                .isEqualTo("row %d; predicted row %d, 99.9 %%\nexample %d".formatted(given, (given + 1) % 4, ids[9]));
        Evidence.Confusion confusion = (Evidence.Confusion) finding.evidence().get(1);
        assertThat(confusion.counts().stream()
                        .flatMap(List::stream)
                        .mapToLong(n -> n)
                        .sum())
                .isEqualTo(ids.length);
        assertThat(confusion.counts().get(given).get((given + 1) % 4)).isPositive();
    }

    @Test
    void a_larger_image_is_a_cure_for_images() {
        assertThat(mistaken(Tiny.images(240, 2)).fix()).contains("--image-size");
    }

    @Test
    void a_table_has_no_size_of_images() {
        assertThat(mistaken(Tiny.table(240, true)).fix()).isEqualTo("wrong labels: correct them; rare: more like them");
    }

    /** Everything is taken for the first class. */
    private Finding mistaken(Dataset data) {
        Kitchen kitchen = kitchen(data);
        int[] ids = data.split().validation();
        float[] outputs = new float[2 * ids.length];
        for (int i = 0; i < ids.length; i++) {
            outputs[2 * i] = 4;
        }
        Answers answers = answers(ids, outputs, (Labels) data.targets(), 2);
        return new Mispredictions(kitchen, new Gallery(kitchen)).finding(answers);
    }

    @Test
    void no_mistake_is_nothing_to_look_at() {
        Kitchen kitchen = kitchen(Tiny.images(240, 4));
        int[] ids = kitchen.dataset().split().validation();
        Labels labels = (Labels) kitchen.dataset().targets();
        float[] outputs = new float[ids.length * 4];
        for (int i = 0; i < ids.length; i++) {
            outputs[4 * i + labels.values()[ids[i]]] = 3;
        }

        Finding finding = new Mispredictions(kitchen, new Gallery(kitchen)).finding(answers(ids, outputs, labels, 4));

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
        assertThat(finding.measured()).startsWith("0 of ");
    }

    @Test
    void rows_that_are_wrong_in_one_corner_of_a_table_name_the_corner() {
        Kitchen kitchen = kitchen(Tiny.table(6000, true));
        Table table = (Table) kitchen.dataset().inputs();

        Finding planted = slices(
                kitchen, id -> table.columns().get(2).text(id).equals("plus") && number(table, 0, id) > 0.7 ? 60 : 6);
        Finding sound = slices(kitchen, id -> 8);

        assertThat(planted.outcome()).as(planted.measured()).isEqualTo(Outcome.WARN);
        assertThat(planted.measured())
                .contains("word is plus")
                .contains(" and ")
                .contains("of the same classes");
        assertThat(planted.measured()).containsPattern("a > |< a");
        assertThat(sound.outcome()).as(sound.measured()).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_column_of_the_table_that_is_called_a_group_is_searched_by_its_words() {
        Dataset data = Tiny.table(6000, true);
        Table plain = (Table) data.inputs();
        CategoryColumn word = (CategoryColumn) plain.columns().get(2);
        Table table = new Table(
                List.of(
                        plain.columns().get(0),
                        plain.columns().get(1),
                        new CategoryColumn("blood_group", word.codes(), word.levels())),
                List.of(),
                IntStream.rangeClosed(1, plain.size()).toArray());

        Finding planted = slices(
                kitchen(data.withInputs(table)),
                id -> word.text(id).equals("plus") && number(table, 0, id) > 0.7 ? 60 : 6);

        assertThat(planted.measured()).contains("blood_group is plus");
    }

    @Test
    void a_handful_of_mistakes_is_not_cut_into_parts() {
        Kitchen kitchen = kitchen(Tiny.table(6000, true));

        Finding finding = slices(kitchen, id -> id % 100 == 0 ? 100 : 0);

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).endsWith("mistakes are too few to tell one part from another, 20 are enough");
    }

    private static double number(Table table, int column, int id) {
        return ((io.souschef.data.table.NumberColumn) table.columns().get(column)).values()[id];
    }

    /** @param percent how likely a mistake is, for an id */
    private static Finding slices(Kitchen kitchen, IntUnaryOperator percent) {
        ExamplesTable.write(kitchen.notebook().run().examples(), kitchen.dataset(), List.of(), Map.of());
        int[] ids = kitchen.dataset().split().validation();
        Labels labels = (Labels) kitchen.dataset().targets();
        RandomStream random = RandomStream.of(5, "mistakes");
        float[] outputs = new float[ids.length * 2];
        for (int i = 0; i < ids.length; i++) {
            boolean wrong = 100 * random.uniform(i) < percent.applyAsInt(ids[i]);
            outputs[2 * i + (labels.values()[ids[i]] + (wrong ? 1 : 0)) % 2] = 2;
        }
        Evaluation evaluation = answers(ids, outputs, labels, 2).evaluation();
        return new WorstSlices(kitchen, new Gallery(kitchen))
                .finding(evaluation)
                .orElseThrow();
    }

    private static Answers answers(int[] ids, float[] outputs, Labels labels, int classes) {
        float[] targets = new float[ids.length];
        for (int i = 0; i < ids.length; i++) {
            targets[i] = labels.values()[ids[i]];
        }
        Task.Classification task = new Task.Classification(classes);
        return Answers.of(
                new Evaluation(
                        task, IntStream.of(ids).asLongStream().toArray(), new double[ids.length], outputs, targets),
                task);
    }

    @Test
    void numbers_that_are_predicted_too_low_are_said_to_be() {
        Kitchen kitchen = kitchen(Tiny.table(900, false));

        Finding leaning = residuals(kitchen, 40);
        Finding straight = residuals(kitchen, 0);

        assertThat(leaning.outcome()).isEqualTo(Outcome.WARN);
        assertThat(leaning.cause()).isEqualTo("it predicts too little");
        assertThat(straight.outcome()).isEqualTo(Outcome.PASS);
        Evidence.Grid worst = (Evidence.Grid) straight.evidence().get(0);
        assertThat(worst.rows().get(0).get(1)).contains("; predicted ");
    }

    /** Predictions that deviate by 50, and are too low by so much. */
    private static Finding residuals(Kitchen kitchen, double low) {
        int[] ids = kitchen.dataset().split().validation();
        double[] y = ((Numbers) kitchen.dataset().targets()).values();
        RandomStream random = RandomStream.of(5, "residuals");
        Task.Regression task = (Task.Regression) kitchen.task();
        float[] outputs = new float[ids.length];
        float[] targets = new float[ids.length];
        for (int i = 0; i < ids.length; i++) {
            targets[i] = (float) ((y[ids[i]] - task.mean()) / task.deviation());
            outputs[i] = targets[i] - (float) ((low + 50 * random.gaussian(i)) / task.deviation());
        }
        Evaluation evaluation = new Evaluation(
                task, IntStream.of(ids).asLongStream().toArray(), new double[ids.length], outputs, targets);
        return new Residuals(kitchen, new Gallery(kitchen)).finding(evaluation, task);
    }

    @Test
    void the_first_layers_filters_are_shown_beside_what_they_make_of_an_example() {
        Finding finding = firstLayer("convnet", 5e-3).orElseThrow();

        assertThat(finding.outcome()).as(finding.measured()).isEqualTo(Outcome.PASS);
        assertThat(finding.measured())
                .startsWith("4 filters of 3x3, 0 of them blank; cosine with what they began as 0.");
        assertThat(((Evidence.Pictures) finding.evidence().get(0)).pictures())
                .hasSize(2)
                .allSatisfy(picture -> assertThat(run.resolve(picture.file())).isNotEmptyFile());
    }

    @Test
    void a_first_layer_that_is_where_it_began_is_as_good_as_untrained() {
        Finding finding = firstLayer("convnet", 1e-9).orElseThrow();

        assertThat(finding.outcome()).as(finding.measured()).isEqualTo(Outcome.WARN);
        assertThat(finding.cause()).isEqualTo("the first layer is as good as untrained");
    }

    @Test
    void a_net_without_convolutions_has_no_filters_to_show() {
        assertThat(firstLayer("mlp", 5e-3)).isEmpty();
    }

    private Optional<Finding> firstLayer(String family, double rate) {
        Dataset data = Tiny.images(240, 4);
        Kitchen kitchen = kitchen(data);
        Settings settings = Settings.plain(
                        new NetPlan(family, 4, 1, 0), 16, data.split().train().length, 40)
                .withLearningRate(rate);
        Attempt attempt = Attempt.of("try", new Hypothesis("it learns", "nothing", "something"), settings, 1);
        Tried tried = new Lab(kitchen, new Overfit()).run(attempt);
        return new FirstLayer(kitchen).finding(tried.trials().get(0));
    }

    private Kitchen kitchen(Dataset data) {
        notebook = Notebook.open(run);
        return Tiny.kitchen(data, notebook, 1, new Watcher() {});
    }

    @AfterEach
    void close() {
        if (notebook != null) {
            notebook.close();
        }
    }
}
