package io.souschef.recipe.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Dataset;
import io.souschef.data.Numbers;
import io.souschef.data.table.CategoryColumn;
import io.souschef.data.table.NumberColumn;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.recipe.inspect.copies.ConflictingLabels;
import io.souschef.recipe.inspect.copies.ExactDuplicates;
import io.souschef.recipe.inspect.copies.Leakage;
import io.souschef.recipe.inspect.copies.NearCopies;
import io.souschef.recipe.inspect.look.Look;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is there twice: duplicates, leakage, conflicting labels. */
class CopiesTest {
    @TempDir
    Path folder;

    @Test
    void different_images_are_sound() {
        assertThat(look(new ExactDuplicates(), Made.images()).measured()).isEqualTo("no two of 100 examples are equal");
        for (Look look : List.of(new ExactDuplicates(), new ConflictingLabels(), new Leakage())) {
            assertThat(look(look, Made.images()).outcome()).isEqualTo(Outcome.PASS);
        }
    }

    @Test
    void a_copy_within_train_is_a_warning_and_no_leak() {
        Dataset copied = copied(1, 3);

        Finding duplicates = look(new ExactDuplicates(), copied);

        assertThat(duplicates.outcome()).isEqualTo(Outcome.WARN);
        assertThat(duplicates.measured()).isEqualTo("1 copy of other examples, 1.0 % of 100; 1 group of equal ones");
        assertThat(caption(duplicates)).isEqualTo("1.png (b, train) = 3.png (b, train)");
        assertThat(look(new Leakage(), copied).outcome()).isEqualTo(Outcome.PASS);
        assertThat(look(new ConflictingLabels(), copied).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_copy_with_another_label_is_a_conflict() {
        Finding finding = look(new ConflictingLabels(), copied(2, 3));

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.measured())
                .isEqualTo("1 group of equal inputs disagrees; at least 1 of 100 labels (1.0 %) are wrong");
        assertThat(caption(finding)).isEqualTo("2.png (a, train) = 3.png (b, train)");
    }

    @Test
    void a_tested_copy_of_a_training_example_is_a_warning() {
        Finding finding = look(new Leakage(), copied(1, 99));

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.measured())
                .isEqualTo("0 of 15 validation examples (0.0 %) and 1 of 15 test examples (6.7 %) are in train too");
        assertThat(caption(finding)).isEqualTo("1.png (b, train) = 99.png (b, test)");
    }

    @Test
    void so_many_copies_that_a_score_would_be_memory_stop_the_run() {
        // 1.96 · √(0.25 · 15) = 3.8 of 15
        assertThat(look(new Leakage(), copied(1, 97, 3, 98, 5, 99)).outcome()).isEqualTo(Outcome.WARN);
        assertThat(look(new Leakage(), copied(1, 96, 3, 97, 5, 98, 7, 99)).outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void a_copy_between_validation_and_test_was_not_trained_on() {
        assertThat(look(new Leakage(), copied(71, 99)).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_brighter_copy_in_test_is_a_leak_and_with_another_label_a_conflict() {
        byte[][] pixels = Made.pixels();
        pixels[99] = brighter(pixels[1]);
        pixels[5] = brighter(pixels[2]);

        Finding finding = look(new NearCopies(), Made.images(pixels, Made.labels()));

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.measured())
                .isEqualTo(
                        "2 pairs are nearly the same, in 2 groups; 1 image of validation or test has a variant in train;"
                                + " 1 pair differs in the label");
        assertThat(caption(finding)).startsWith("2.png (a, train)\n5.png (b, train)\n1.000");
        assertThat(look(new Leakage(), Made.images(pixels, Made.labels())).outcome())
                .as("they are not equal")
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void a_variant_within_train_is_said_and_no_suspicion() {
        byte[][] pixels = Made.pixels();
        pixels[3] = brighter(pixels[1]);

        Finding finding = look(new NearCopies(), Made.images(pixels, Made.labels()));

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
        assertThat(finding.evidence()).hasSize(1);
        assertThat(look(new NearCopies(), Made.images()).measured()).startsWith("no two images are nearly the same");
    }

    @Test
    void rows_of_a_coarse_table_repeat_by_nature() {
        CategoryColumn coarse = new CategoryColumn("c", Made.labels(), List.of("x", "y"));
        Dataset table = Made.table(List.of(), coarse);

        assertThat(look(new ExactDuplicates(), table).outcome()).isEqualTo(Outcome.PASS);
        assertThat(look(new Leakage(), table).outcome()).isEqualTo(Outcome.PASS);
        assertThat(look(new Leakage(), table).expected()).contains("by nature");
    }

    @Test
    void a_repeated_row_of_a_fine_table_is_a_copy() {
        double[] values = Made.column("x").values();
        values[99] = values[0];

        Finding finding = look(new Leakage(), Made.table(List.of(), new NumberColumn("x", values)));

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(((Evidence.Grid) finding.evidence().get(0)).rows())
                .containsExactly(List.of("2", "row 1 (a, train) = row 100 (b, test)"));
    }

    @Test
    void what_equal_rows_differ_by_can_not_be_explained() {
        double[] pairs =
                IntStream.range(0, Made.SIZE).map(i -> i / 2).asDoubleStream().toArray();
        double[] alike = IntStream.range(0, Made.SIZE)
                .mapToDouble(i -> (i >> 1) + 0.1 * (i % 2))
                .toArray();
        double[] unlike = IntStream.range(0, Made.SIZE)
                .mapToDouble(i -> (i >> 1) + 50.0 * (i % 2))
                .toArray();
        NumberColumn column = new NumberColumn("x", pairs);

        Finding small = look(new ConflictingLabels(), Made.table(new Numbers(alike, "y"), column));
        Finding large = look(new ConflictingLabels(), Made.table(new Numbers(unlike, "y"), column));

        assertThat(small.outcome()).isEqualTo(Outcome.PASS);
        // within 25², between (50² − 1) / 12
        assertThat(large.measured())
                .isEqualTo("50 groups of equal rows differ in the target, by 75.0 % of its variance");
        assertThat(large.outcome()).isEqualTo(Outcome.WARN);
    }

    /** With the pixels of every first id copied to the one after it. */
    private static Dataset copied(int... pairs) {
        byte[][] pixels = Made.pixels();
        for (int i = 0; i < pairs.length; i += 2) {
            pixels[pairs[i + 1]] = pixels[pairs[i]].clone();
        }
        return Made.images(pixels, Made.labels());
    }

    private static byte[] brighter(byte[] image) {
        byte[] result = new byte[image.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) Math.min(255, 10 + (image[i] & 0xff));
        }
        return result;
    }

    private static String caption(Finding finding) {
        return ((Evidence.Pictures) finding.evidence().get(0)).pictures().get(0).caption();
    }

    private Finding look(Look look, Dataset dataset) {
        return Made.look(look, dataset, folder);
    }
}
