package io.souschef.recipe.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.data.Dataset;
import io.souschef.data.Numbers;
import io.souschef.data.table.CategoryColumn;
import io.souschef.data.table.NumberColumn;
import io.souschef.data.table.SkippedColumn;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.recipe.inspect.copies.ExactDuplicates;
import io.souschef.recipe.inspect.copies.NearCopies;
import io.souschef.recipe.inspect.images.Channels;
import io.souschef.recipe.inspect.images.ContactSheets;
import io.souschef.recipe.inspect.images.Extremes;
import io.souschef.recipe.inspect.images.ImageSizes;
import io.souschef.recipe.inspect.labels.CheapProperties;
import io.souschef.recipe.inspect.labels.ClassCounts;
import io.souschef.recipe.inspect.labels.TargetSpread;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Strength;
import io.souschef.recipe.inspect.tables.ColumnExtremes;
import io.souschef.recipe.inspect.tables.Columns;
import io.souschef.recipe.inspect.tables.MissingValues;
import io.souschef.recipe.inspect.tables.SampleRows;
import io.souschef.recipe.inspect.tables.SingleColumns;
import io.souschef.recipe.inspect.tables.SkippedColumns;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of tables. */
class ColumnsTest {
    @TempDir
    Path folder;

    @Test
    void a_sound_table_raises_no_suspicion() {
        Dataset table = Made.table(Made.numbers(), Made.column("x"), Made.column("z"));
        for (Look look : List.of(
                new Columns(),
                new SkippedColumns(),
                new MissingValues(),
                new SingleColumns(),
                new TargetSpread(),
                new ExactDuplicates())) {
            assertThat(look(look, table).outcome())
                    .as(look.getClass().getSimpleName())
                    .isEqualTo(Outcome.PASS);
        }
    }

    @Test
    void a_column_that_varies_only_outside_of_train_is_named() {
        double[] values = new double[Made.SIZE];
        values[99] = 1;

        Finding finding =
                look(new Columns(), Made.table(Made.numbers(), Made.column("x"), new NumberColumn("flat", values)));

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.cause()).isEqualTo("'flat' never differs over the training rows");
    }

    @Test
    void a_line_of_the_table_says_how_a_column_is_spread() {
        double[] values =
                IntStream.range(0, Made.SIZE).mapToDouble(i -> i < 90 ? 0 : 16).toArray();
        CategoryColumn words = new CategoryColumn("town", Made.labels(), List.of("Bonn", "Ulm"));

        Evidence.Grid grid =
                (Evidence.Grid) look(new Columns(), Made.table(Made.numbers(), new NumberColumn("x", values), words))
                        .evidence()
                        .get(0);

        assertThat(grid.rows())
                .containsExactly(
                        List.of("x", "number", "", "2", "0", "0", "16", "█" + "▁".repeat(14) + "▂"),
                        List.of("town", "category", "", "2", "", "", "", "Bonn 50.0 %, Ulm 50.0 %"));
    }

    @Test
    void constant_empty_and_identifying_columns_are_told_apart() {
        List<SkippedColumn> skipped = List.of(
                new SkippedColumn("c", "constant: every row is 1"),
                new SkippedColumn("e", "it is empty"),
                new SkippedColumn("id", "it counts the rows"),
                new SkippedColumn("uuid", "an identifier: different in every row"),
                new SkippedColumn("d", "constant: every row is 'EUR'"),
                new SkippedColumn("note", "identifiers or free text: 90 different values in 100 cells"),
                new SkippedColumn("mine", "you said so"));

        Finding finding = look(new SkippedColumns(), Made.table(skipped, Made.column("x")));

        assertThat(finding.measured())
                .isEqualTo(
                        "7 columns left out; constant: 'c', 'd'; empty: 'e'; identifiers: 'id', 'uuid'; identifiers or free text: 'note'; for another reason: 'mine'");
        assertThat(finding.fix()).startsWith("find out why nothing else is in what is empty or constant");
    }

    @Test
    void a_constant_column_that_was_left_out_is_a_warning_and_an_identifier_is_not() {
        SkippedColumn constant = new SkippedColumn("c", "constant: every row is 1");
        SkippedColumn identifier = new SkippedColumn("id", "it counts the rows");

        assertThat(look(new SkippedColumns(), Made.table(List.of(constant), Made.column("x")))
                        .outcome())
                .isEqualTo(Outcome.WARN);
        Finding sound = look(new SkippedColumns(), Made.table(List.of(identifier), Made.column("x")));
        assertThat(sound.outcome()).isEqualTo(Outcome.PASS);
        assertThat(sound.measured()).isEqualTo("1 column left out; identifiers: 'id'");
        assertThat(sound.fix()).startsWith("to show one to the net");
    }

    @Test
    void a_column_that_is_missing_in_over_half_of_the_rows_is_named() {
        Finding finding = look(new MissingValues(), Made.table(Made.numbers(), gaps(51), Made.column("x")));

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.measured()).isEqualTo("51 of 200 cells, in 1 of 2 columns");
        assertThat(finding.cause()).isEqualTo("'gaps': missing more often than not");
        assertThat(look(new MissingValues(), Made.table(Made.numbers(), gaps(50)))
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void a_column_that_is_the_target_in_another_unit_is_a_leak() {
        Numbers target = Made.numbers();
        NumberColumn cents = new NumberColumn(
                "cents", Arrays.stream(target.values()).map(y -> 100 * y).toArray());

        Finding finding = look(new SingleColumns(), Made.table(target, Made.column("x"), cents));

        assertThat(finding.cause()).isEqualTo("'cents' nearly is the target");
        assertThat(finding.fix()).endsWith("--type cents=skip");
        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
    }

    @Test
    void a_column_that_is_the_label_in_other_words_is_a_leak() {
        CategoryColumn code = new CategoryColumn("code", Made.labels(), List.of("yes", "no"));

        assertThat(look(new SingleColumns(), Made.table(List.of(), Made.column("x"), code))
                        .cause())
                .isEqualTo("'code' nearly is the target");
    }

    @Test
    void strength_is_a_coefficient_of_determination() {
        double[] step = IntStream.range(0, Made.SIZE).mapToDouble(i -> i % 2).toArray();
        double[] noise = Made.column("noise").values();
        double[] y = IntStream.range(0, Made.SIZE)
                .mapToDouble(i -> 2 * step[i] + noise[i])
                .toArray();
        Strength strength = new Strength(Made.table(new Numbers(y, "y"), Made.column("x")));

        // the step has variance 1, the noise 1: half of the variance is the step's
        assertThat(strength.of(new NumberColumn("step", step))).isCloseTo(0.5, within(0.1));
        assertThat(strength.of(Made.column("other"))).isCloseTo(0, within(0.05));
        assertThat(strength.of(new NumberColumn("none", nothing())))
                .as("all missing")
                .isZero();
    }

    @Test
    void a_target_with_a_long_tail_is_a_warning_and_its_logarithm_is_advised() {
        double[] tail = Arrays.stream(Made.column("y").values())
                .map(v -> Math.exp(2 * v))
                .toArray();

        Finding finding = look(new TargetSpread(), Made.table(new Numbers(tail, "y"), Made.column("x")));

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.fix()).endsWith("predict the logarithm");
    }

    @Test
    void the_outermost_values_are_named_with_their_rows_the_furthest_column_first() {
        double[] values = Made.column("z").values();
        values[41] = -999;

        Finding finding = look(
                new ColumnExtremes(), Made.table(Made.numbers(), Made.column("x"), new NumberColumn("area", values)));

        assertThat(finding.outcome()).isEqualTo(Outcome.EYES);
        assertThat(finding.measured()).startsWith("furthest out: 'area', ");
        List<String> first = ((Evidence.Grid) finding.evidence().get(0)).rows().get(0);
        assertThat(first.get(1)).startsWith("-999 (row 42), ");
    }

    @Test
    void random_rows_are_the_same_for_the_same_seed_and_of_train_alone() {
        Dataset table = Made.table(Made.numbers(), Made.column("x"));

        Evidence.Grid once =
                (Evidence.Grid) look(new SampleRows(), table).evidence().get(0);
        Evidence.Grid twice =
                (Evidence.Grid) look(new SampleRows(), table).evidence().get(0);

        assertThat(twice).isEqualTo(once);
        assertThat(once.rows()).hasSize(24).allSatisfy(row -> assertThat(
                        Integer.parseInt(row.get(0).substring(4)))
                .isLessThanOrEqualTo(70));
    }

    @Test
    void pictures_have_no_columns_and_tables_no_pictures() {
        Inspection images = Made.seen(Made.images(), folder);
        Inspection table = Made.seen(Made.table(Made.numbers(), Made.column("x")), folder);

        for (Look look : List.of(
                new Columns(), new SkippedColumns(), new MissingValues(), new SingleColumns(), new SampleRows())) {
            assertThat(look.at(images)).isEmpty();
        }
        for (Look look : List.of(
                new ImageSizes(),
                new Channels(),
                new CheapProperties(),
                new NearCopies(),
                new Extremes(),
                new ContactSheets(),
                new ClassCounts())) {
            assertThat(look.at(table)).isEmpty();
        }
    }

    private static NumberColumn gaps(int count) {
        double[] values = Made.column("gaps").values();
        Arrays.fill(values, 0, count, Double.NaN);
        return new NumberColumn("gaps", values);
    }

    private static double[] nothing() {
        double[] values = new double[Made.SIZE];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private Finding look(Look look, Dataset dataset) {
        return Made.look(look, dataset, folder);
    }
}
