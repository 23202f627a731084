package io.souschef.recipe.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Dataset;
import io.souschef.data.Numbers;
import io.souschef.data.Split;
import io.souschef.data.table.CategoryColumn;
import io.souschef.data.table.NumberColumn;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.splits.GroupLeakage;
import io.souschef.recipe.inspect.splits.OrderOfRows;
import io.souschef.recipe.inspect.splits.SplitDrift;
import io.souschef.recipe.inspect.splits.TimeLeakage;
import io.souschef.recipe.inspect.tables.DuplicateColumns;
import io.souschef.recipe.inspect.tables.HiddenMissing;
import io.souschef.recipe.inspect.tables.MixedTypes;
import io.souschef.recipe.inspect.tables.MixedUnits;
import io.souschef.recipe.inspect.tables.Monotonicity;
import io.souschef.recipe.inspect.tables.NearlyConstant;
import io.souschef.recipe.inspect.tables.OutlyingRows;
import io.souschef.recipe.inspect.tables.PairsOfColumns;
import io.souschef.recipe.inspect.tables.RareCategories;
import io.souschef.recipe.inspect.tables.SampleRows;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault of a table is found for the right reason, and a sound table raises no suspicion. */
class TablesTest {
    private static final int SIZE = 600;
    private static final List<Look> LOOKS = List.of(
            new HiddenMissing(),
            new MixedTypes(),
            new MixedUnits(),
            new NearlyConstant(),
            new RareCategories(),
            new DuplicateColumns(),
            new PairsOfColumns(),
            new Monotonicity(),
            new SplitDrift(),
            new GroupLeakage(),
            new OrderOfRows(),
            new OutlyingRows());

    @TempDir
    Path folder;

    @Test
    void forty_sound_tables_raise_no_suspicion() {
        for (int seed = 0; seed < 40; seed++) {
            Sown sown = new Sown(seed, SIZE);
            Inspection seen = Made.seen(sown.regression(sown.pressure()), folder);
            for (Look look : LOOKS) {
                assertThat(look.at(seen).orElseThrow())
                        .as("%s, seed %d", look.getClass().getSimpleName(), seed)
                        .extracting(Finding::outcome)
                        .isEqualTo(Outcome.PASS);
            }
        }
    }

    @Test
    void zeros_where_none_can_be_are_named_with_their_rows() {
        Sown sown = new Sown(1, SIZE);
        double[] pressure = sown.numbers(i -> i % 30 == 4 ? 0 : 70 + 9 * sown.random.nextGaussian());

        Finding finding = look(new HiddenMissing(), sown.with("pulse", pressure).regression(sown.pressure()));

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.measured()).isEqualTo("'pulse' is 0 in 20 rows");
        assertThat(rows(finding).get(0)).endsWith("row 5, row 35, row 65");
    }

    @Test
    void a_word_for_nothing_is_named() {
        Sown sown = new Sown(2, SIZE);
        CategoryColumn words = new CategoryColumn(
                "job", IntStream.range(0, SIZE).map(i -> i % 3).toArray(), List.of("baker", "Unknown", "none"));

        Finding finding = look(new HiddenMissing(), sown.with(words).regression(sown.pressure()));

        assertThat(finding.measured()).isEqualTo("'job' is Unknown in 200 rows");
    }

    @Test
    void pounds_among_kilograms_are_named() {
        Sown sown = new Sown(3, SIZE);
        double[] mixed = sown.numbers(i -> i % 25 == 0 ? sown.height[i] / 2.54 : sown.height[i]);

        Finding finding = look(new MixedUnits(), sown.with("height", mixed).regression(sown.pressure()));

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.measured()).isEqualTo("'height': inches and centimetres");
        assertThat(rows(finding).get(0).get(2)).contains("24 rows are at most", "e.g. row 1 (");
    }

    @Test
    void a_unit_behind_every_number_is_named_though_the_column_is_left_out() {
        Sown sown = new Sown(4, SIZE);
        List<String> words = IntStream.range(0, SIZE)
                .mapToObj(i -> i + 0.5 + (i % 7 == 0 ? " lb" : " kg"))
                .toList();
        CategoryColumn load =
                new CategoryColumn("load", IntStream.range(0, SIZE).toArray(), words);

        Finding finding = look(new MixedUnits(), sown.withAside(load).regression(sown.pressure()));

        assertThat(finding.measured()).isEqualTo("'load': mixed, behind the numbers");
        assertThat(rows(finding).get(0).get(2)).isEqualTo("kg in 514 cells, lb in 86 cells");
    }

    @Test
    void a_column_that_differs_in_three_rows_is_named() {
        Sown sown = new Sown(5, SIZE);
        Split split = new Split(Made.range(0, 500), Made.range(500, 550), Made.range(550, SIZE), "by hand");
        Dataset dataset = sown.with("flag", sown.numbers(i -> i == 3 || i == 8 || i == 9 ? 1 : 0))
                .dataset(new Numbers(sown.pressure(), "pressure"), split);

        Finding finding = look(new NearlyConstant(), dataset);

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(rows(finding)).containsExactly(List.of("flag", "0", "row 4 '1', row 9 '1', row 10 '1'"));
        assertThat(finding.fix()).startsWith("leave it out: --type flag=skip");
    }

    @Test
    void one_word_in_two_spellings_and_words_that_train_lacks_are_named() {
        Sown sown = new Sown(6, SIZE);
        Split split = new Split(Made.range(0, 400), Made.range(400, 500), Made.range(500, SIZE), "by hand");
        CategoryColumn spelled = new CategoryColumn(
                "place", IntStream.range(0, SIZE).map(i -> i % 2).toArray(), List.of("New York", "new-york"));
        CategoryColumn late = new CategoryColumn(
                "late", IntStream.range(0, SIZE).map(i -> i < 470 ? i % 2 : 2).toArray(), List.of("a", "b", "c"));
        Numbers target = new Numbers(sown.pressure(), "pressure");

        Finding finding =
                look(new RareCategories(), sown.with(spelled).with(late).dataset(target, split));

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.cause())
                .isEqualTo("'place' writes one word in two ways: New York = new-york,"
                        + " 'late' has words in 130 rows of validation and test that train lacks");
    }

    @Test
    void a_sign_behind_a_word_makes_another_word_of_it() {
        Sown sown = new Sown(6, SIZE);
        CategoryColumn rating = new CategoryColumn(
                "rating", IntStream.range(0, SIZE).map(i -> i % 3).toArray(), List.of("AA-", "AA", "AA+"));

        Finding finding = look(new RareCategories(), sown.with(rating).regression(sown.pressure()));

        assertThat(finding.outcome()).as(finding.cause()).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_column_in_another_unit_is_the_same_column() {
        Sown sown = new Sown(7, SIZE);

        Finding finding = look(
                new DuplicateColumns(),
                sown.with("inches", sown.numbers(i -> sown.height[i] / 2.54)).regression(sown.pressure()));

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.measured()).isEqualTo("'inches' = 0.3937 · 'height'");
        assertThat(finding.fix()).isEqualTo("keep one of each: --type inches=skip");
    }

    @Test
    void two_columns_that_add_up_to_the_target_are_a_leak() {
        Sown sown = new Sown(8, SIZE);
        double[] total = sown.pressure();
        double[] part = sown.numbers(i -> 50 * sown.random.nextDouble());

        Finding finding = look(
                new PairsOfColumns(),
                sown.with("net", part)
                        .with("tax", sown.numbers(i -> total[i] - part[i]))
                        .regression(total));

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.cause()).startsWith("'pressure' is made of them: ").contains("net", " + ", "tax");
    }

    @Test
    void an_interaction_is_said_and_no_suspicion() {
        Sown sown = new Sown(9, SIZE);
        double[] a = sown.numbers(i -> sown.random.nextGaussian());
        double[] b = sown.numbers(i -> sown.random.nextGaussian());
        double[] either = sown.numbers(i -> (a[i] > 0 ^ b[i] > 0 ? 1 : 0) + 0.5 * sown.random.nextGaussian());

        Finding finding =
                look(new PairsOfColumns(), sown.with("a", a).with("b", b).regression(either));

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
        assertThat(rows(finding).get(0).subList(0, 2)).containsExactlyInAnyOrder("a", "b");
        assertThat(finding.fix()).startsWith("an interaction");
    }

    @Test
    void the_course_along_a_column_is_told() {
        Sown sown = new Sown(10, SIZE);
        double[] bowl = sown.numbers(i -> sown.random.nextGaussian());
        double[] target =
                sown.numbers(i -> bowl[i] * bowl[i] - 0.1 * sown.weight[i] + 0.3 * sown.random.nextGaussian());

        Finding finding = look(new Monotonicity(), sown.with("bowl", bowl).regression(target));

        assertThat(rows(finding))
                .anySatisfy(row -> assertThat(row).startsWith("bowl").endsWith("up and down"));
        assertThat(rows(finding))
                .anySatisfy(row -> assertThat(row).startsWith("weight").endsWith("falls"));
        assertThat(finding.fix()).startsWith("a linear model misses");
    }

    @Test
    void of_small_tables_of_noise_no_interaction_and_no_course_is_told() {
        for (long seed = 0; seed < 10; seed++) {
            Sown sown = new Sown(seed, 50);
            for (int c = 0; c < 6; c++) {
                sown.with("noise" + c, sown.numbers(i -> sown.random.nextGaussian()));
            }
            Dataset noise = sown.regression(sown.numbers(i -> sown.random.nextGaussian()));

            assertThat(look(new PairsOfColumns(), noise).fix())
                    .as("seed " + seed)
                    .isEmpty();
            assertThat(new Monotonicity().at(Made.seen(noise, folder)))
                    .as("seed " + seed)
                    .isEmpty();
        }
    }

    @Test
    void a_split_by_weight_drifts() {
        Sown sown = new Sown(11, SIZE);
        int[] order = IntStream.range(0, SIZE)
                .boxed()
                .sorted((a, b) -> Double.compare(sown.weight[a], sown.weight[b]))
                .mapToInt(i -> i)
                .toArray();
        Split split = new Split(
                Arrays.copyOf(order, 400),
                Arrays.copyOfRange(order, 400, 500),
                Arrays.copyOfRange(order, 500, SIZE),
                "heavy");

        Finding finding = look(new SplitDrift(), sown.dataset(new Numbers(sown.pressure(), "pressure"), split));

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.measured())
                .contains("'weight' (validation)", "'weight' (test)")
                .doesNotContain("town");
    }

    @Test
    void a_patient_on_both_sides_who_tells_the_target_is_a_leak() {
        Sown sown = new Sown(12, SIZE);
        double[] patient = sown.numbers(i -> 1000 + sown.random.nextInt(60));
        double[] own = IntStream.range(0, 60)
                .mapToDouble(p -> 10 * sown.random.nextGaussian())
                .toArray();
        double[] pressure = sown.pressure();
        double[] target = sown.numbers(i -> pressure[i] + own[(int) patient[i] - 1000]);

        Finding leak = look(new GroupLeakage(), sown.with("patient_id", patient).regression(target));
        Finding silent = look(new GroupLeakage(), sown.regression(pressure));

        assertThat(leak.outcome()).isEqualTo(Outcome.WARN);
        assertThat(leak.fix()).contains("a column 'split'", "--type patient_id=skip");
        assertThat(silent.outcome()).as("known again, but of no use").isEqualTo(Outcome.PASS);
    }

    @Test
    void groups_kept_on_one_side_are_no_leak() {
        Sown sown = new Sown(13, SIZE);
        double[] patient = sown.numbers(i -> Math.floor(i / 10.0));
        double[] own = IntStream.range(0, 60)
                .mapToDouble(p -> 10 * sown.random.nextGaussian())
                .toArray();
        double[] target = sown.numbers(i -> own[i / 10] + sown.random.nextGaussian());
        Split split = new Split(Made.range(0, 400), Made.range(400, 500), Made.range(500, SIZE), "by patient");

        Finding finding =
                look(new GroupLeakage(), sown.with("patient", patient).dataset(new Numbers(target, "pressure"), split));

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
        assertThat(finding.measured()).contains("0.0 % of the rows of validation and test");
    }

    @Test
    void a_shuffled_time_that_the_target_follows_is_asked_about() {
        Sown sown = new Sown(14, SIZE);
        double[] days = sown.numbers(i -> 18_000 + i);
        double[] trend = sown.numbers(i -> i / 100.0 + sown.random.nextGaussian());
        Split byTime = new Split(Made.range(0, 400), Made.range(400, 500), Made.range(500, SIZE), "by time");
        sown.withDate("day", days);

        Finding shuffled = look(new TimeLeakage(), sown.regression(trend));
        Finding kept = look(new TimeLeakage(), sown.dataset(new Numbers(trend, "pressure"), byTime));
        Finding still = look(new TimeLeakage(), sown.regression(sown.pressure()));

        assertThat(shuffled.outcome()).isEqualTo(Outcome.EYES);
        assertThat(shuffled.cause())
                .isEqualTo(
                        "the target changes with 'day', which the split shuffles: is the model to predict later rows?");
        assertThat(rows(shuffled).get(0).get(1)).isEqualTo("2019-04-14 … 2020-12-03");
        assertThat(kept.outcome()).isEqualTo(Outcome.PASS);
        assertThat(still.outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void rows_that_follow_one_another_are_asked_about_and_a_sorted_file_is_not() {
        Sown sown = new Sown(15, SIZE);
        double[] walk = new double[SIZE];
        for (int i = 1; i < SIZE; i++) {
            walk[i] = 0.95 * walk[i - 1] + sown.random.nextGaussian();
        }
        double[] sorted = Arrays.stream(sown.pressure()).sorted().toArray();

        Finding series = look(new OrderOfRows(), sown.with("walk", walk).regression(sown.pressure()));
        Finding ordered = look(new OrderOfRows(), new Sown(16, SIZE).regression(sorted));

        assertThat(series.outcome()).isEqualTo(Outcome.EYES);
        assertThat(series.cause()).startsWith("neighbouring rows are alike in 'walk'");
        assertThat(ordered.outcome()).isEqualTo(Outcome.PASS);
        assertThat(ordered.measured()).endsWith("the file is ordered by the target, which shuffling undoes");
    }

    @Test
    void a_tall_and_light_row_is_asked_about() {
        Sown sown = new Sown(17, SIZE);
        double[] tight = sown.numbers(i -> sown.height[i] - 100 + 2 * sown.random.nextGaussian());
        double[] waist = sown.numbers(i -> tight[i] + 2 * sown.random.nextGaussian());
        tight[41] = 58;
        waist[41] = 82;

        Finding finding = look(
                new OutlyingRows(),
                sown.with("tight", tight).with("waist", waist).regression(sown.pressure()));

        assertThat(rows(finding).get(0).get(0)).isEqualTo("row 42");
    }

    @Test
    void pictures_have_none_of_this() {
        Inspection images = Made.seen(Made.images(), folder);
        LOOKS.stream()
                .filter(look -> !(look instanceof SplitDrift)) // which compares what is measured on pictures
                .forEach(look -> assertThat(look.at(images)).isEmpty());
        assertThat(new TimeLeakage().at(images)).isEmpty();
    }

    @Test
    void a_table_of_one_column_and_one_of_gaps_are_looked_at() {
        double[] gaps = new double[Made.SIZE];
        Arrays.fill(gaps, Double.NaN);
        Inspection one = Made.seen(Made.table(Made.numbers(), Made.column("x")), folder);
        Inspection none =
                Made.seen(Made.table(Made.numbers(), Made.column("x"), new NumberColumn("gaps", gaps)), folder);
        for (Look look : LOOKS) {
            look.at(one).ifPresent(found -> assertThat(found.measured()).isNotEmpty());
            look.at(none).ifPresent(found -> assertThat(found.measured()).isNotEmpty());
        }
    }

    private static List<List<String>> rows(Finding finding) {
        return ((Evidence.Grid) finding.evidence().get(0)).rows();
    }

    private Finding look(Look look, Dataset dataset) {
        return Made.look(look, dataset, folder);
    }

    @Test
    void random_rows_show_dates_as_dates_and_books_by_their_beginning() {
        Sown sown = new Sown(3, 100);
        sown.withDate("visit", sown.numbers(i -> i == 3 ? Double.NaN : 18_262 + i % 2 / 2.0));
        sown.with(new io.souschef.data.table.CategoryColumn("note", new int[100], List.of("word ".repeat(1000))));

        Finding finding = Made.look(new SampleRows(), sown.regression(sown.pressure()), folder);

        assertThat(((Evidence.Grid) finding.evidence().get(0)).rows()).allSatisfy(row -> {
            assertThat(row.get(0)).startsWith("row\u00a0");
            assertThat(row.get(row.size() - 2)).isIn("2020-01-01", "");
            assertThat(row.get(row.size() - 1)).startsWith("word word").hasSizeLessThan(70);
        });
    }
}
