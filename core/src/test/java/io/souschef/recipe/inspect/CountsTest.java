package io.souschef.recipe.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Dataset;
import io.souschef.data.Labels;
import io.souschef.data.Split;
import io.souschef.data.source.Unreadable;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.recipe.inspect.files.UnreadableFiles;
import io.souschef.recipe.inspect.labels.ClassCounts;
import io.souschef.recipe.inspect.labels.Imbalance;
import io.souschef.recipe.inspect.labels.RareClasses;
import io.souschef.recipe.inspect.look.Look;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is there, and how often. */
class CountsTest {
    @TempDir
    Path folder;

    @Test
    void balanced_classes_in_every_split_are_sound() {
        assertThat(look(new ClassCounts(), Made.images()).outcome()).isEqualTo(Outcome.PASS);
        assertThat(look(new RareClasses(), Made.images()).outcome()).isEqualTo(Outcome.PASS);
        assertThat(look(new Imbalance(), Made.images()).outcome()).isEqualTo(Outcome.PASS);
        assertThat(look(new UnreadableFiles(), Made.images()).measured()).isEqualTo("100 read, 0 unreadable");
    }

    @Test
    void a_class_that_is_never_trained_on_stops_the_run() {
        int[] labels = IntStream.range(0, Made.SIZE).map(i -> i < 90 ? 0 : 1).toArray();

        Finding finding = look(new ClassCounts(), Made.images(Made.pixels(), labels));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("no example in validation of 'b'; no example in train of 'b'");
    }

    @Test
    void a_class_that_is_never_tested_on_is_a_warning() {
        int[] labels =
                IntStream.range(0, Made.SIZE).map(i -> i < 80 ? i % 2 : 0).toArray();

        Finding finding = look(new ClassCounts(), Made.images(Made.pixels(), labels));

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.cause()).isEqualTo("no example in test of 'b'");
        assertThat(finding.fix()).isEqualTo("make the split anew, stratified by class");
        Evidence.Grid table = (Evidence.Grid) finding.evidence().get(1);
        assertThat(table.rows()).containsExactly(List.of("a", "35", "10", "15"), List.of("b", "35", "5", "0"));
    }

    @Test
    void a_split_without_examples_lacks_no_class() {
        Dataset untested = Made.images().withSplit(new Split(Made.range(0, 100), new int[0], new int[0], "all"));

        assertThat(look(new ClassCounts(), untested).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_class_of_nine_training_examples_is_rare_and_one_of_ten_is_not() {
        assertThat(look(new RareClasses(), withB(9)).cause()).isEqualTo("b");
        assertThat(look(new RareClasses(), withB(9)).outcome()).isEqualTo(Outcome.WARN);
        assertThat(look(new RareClasses(), withB(10)).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void imbalance_says_what_always_naming_one_class_is_worth() {
        Finding finding = look(new Imbalance(), withB(5));

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.measured())
                .isEqualTo("'a' occurs 13 times as often as 'b'; always naming 'a' is right in 92.9 %");
        assertThat(look(new Imbalance(), withB(7)).outcome()).as("9 times").isEqualTo(Outcome.PASS);
    }

    @Test
    void a_few_unreadable_files_are_named_and_more_than_half_stop_the_run() {
        Finding few = look(new UnreadableFiles(), Made.broken(Made.images(), new Unreadable("x.png", "cut short")));
        Finding most = look(
                new UnreadableFiles(),
                Made.broken(
                        Made.images(),
                        IntStream.range(0, 101)
                                .mapToObj(i -> new Unreadable(i + ".png", "empty"))
                                .toArray(Unreadable[]::new)));

        assertThat(few.outcome()).isEqualTo(Outcome.WARN);
        assertThat(few.cause()).isEqualTo("x.png: cut short");
        assertThat(((Evidence.Grid) few.evidence().get(0)).rows()).containsExactly(List.of("x.png", "cut short"));
        assertThat(most.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(most.cause()).endsWith(" and 98 more");
    }

    /** So many training examples of class b. */
    private static Dataset withB(int count) {
        int[] labels = IntStream.range(0, Made.SIZE)
                .map(i -> i < count || (i >= 70 && i % 2 == 0) ? 1 : 0)
                .toArray();
        return Made.images(Made.pixels(), labels);
    }

    private Finding look(Look look, Dataset dataset) {
        assertThat(dataset.targets()).isInstanceOf(Labels.class);
        return Made.look(look, dataset, folder);
    }
}
