package io.souschef.data.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.souschef.tensor.LinearAlgebra;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Refused;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RidgeTest {
    private static final int SIZE = 300;
    private static final RandomStream RANDOM = RandomStream.of(5, "rows");

    /** Rows whose first number is the class and noise; the second is noise, the third never differs. */
    private record Rows(int... labels) implements Features {
        @Override
        public int width() {
            return 3;
        }

        @Override
        public Tensor of(int... ids) {
            float[] all = new float[3 * ids.length];
            for (int i = 0; i < ids.length; i++) {
                all[3 * i] =
                        (float) (100 + 10 * labels[ids[i]] + RANDOM.at(ids[i]).gaussian(0));
                all[3 * i + 1] = (float) RANDOM.at(ids[i]).gaussian(1);
                all[3 * i + 2] = 7;
            }
            return Tensor.of(all, ids.length, 3);
        }
    }

    private final int[] ids = IntStream.range(0, SIZE).toArray();
    private final int[] labels = IntStream.range(0, SIZE).map(i -> i % 2).toArray();
    private final Folds folds = Folds.stratified(labels, 2, 5, 1);

    @Test
    void equations_are_solved() {
        try (Scope scope = Scope.open("test")) {
            Tensor a = Tensor.of(new double[] {4, 1, 1, 3}, 2, 2);

            Tensor x = LinearAlgebra.solvePositive(a, Tensor.of(new double[] {6, 7}, 2, 1));

            assertThat(x.toDoubles()[0]).isCloseTo(1, within(1e-12));
            assertThat(x.toDoubles()[1]).isCloseTo(2, within(1e-12));
        }
    }

    /** Of every fourth example the label is turned round; without these the others' sums are right again. */
    @Test
    void what_is_not_trusted_is_not_learnt_from_but_asked_about() {
        int[] wrong =
                IntStream.range(0, SIZE).map(i -> i % 4 == 0 ? 1 : labels[i]).toArray();

        float[][] all = Ridge.leftOut(new Rows(labels), ids, wrong, 2, folds, share -> {});
        float[][] trusted = Ridge.leftOut(new Rows(labels), ids, wrong, 2, folds, i -> i % 4 != 0, share -> {});
        float[][] right = Ridge.leftOut(new Rows(labels), ids, labels, 2, folds, i -> i % 4 != 0, share -> {});

        assertThat(trusted).isDeepEqualTo(right);
        assertThat(mean(trusted, 0)).isGreaterThan(0.9);
        assertThat(mean(all, 0)).isLessThan(0.7);
    }

    /** As if they were a fold of their own that nobody is fitted on. */
    @Test
    void those_in_no_fold_are_told_by_a_fit_on_all_folds() {
        int[] fitted = IntStream.range(0, SIZE).filter(i -> i % 3 > 0).toArray();
        Folds some = Folds.stratified(IntStream.of(fitted).map(i -> labels[i]).toArray(), 2, 5, 1);
        int[] six = some.at(fitted, SIZE).of().clone();
        IntStream.range(0, SIZE).filter(i -> i % 3 == 0).forEach(i -> six[i] = 5);
        List<Double> told = new ArrayList<>();

        float[][] said = Ridge.leftOut(new Rows(labels), ids, labels, 2, some.at(fitted, SIZE), told::add);
        float[][] apart =
                Ridge.leftOut(new Rows(labels), ids, labels, 2, new Folds(six, 6), i -> i % 3 > 0, share -> {});

        assertThat(said).isDeepEqualTo(apart);
        assertThat(told).isSorted().endsWith(1.0).allSatisfy(share -> assertThat(share)
                .isBetween(0.0, 1.0));
    }

    /** Of a score over the examples that truly are of that class. */
    private double mean(float[][] scores, int label) {
        return Arrays.stream(ids)
                .filter(i -> labels[i] == label)
                .mapToDouble(i -> scores[i][label])
                .average()
                .orElseThrow();
    }

    @Test
    void products_that_rounding_has_spoilt_get_a_larger_penalty() {
        try (Scope scope = Scope.open("test")) {
            Tensor products = Tensor.of(new double[] {1, 1.2, 1.2, 1}, 2, 2); // no products: an eigenvalue is −0.2

            Tensor x = Ridge.penalised(products, Tensor.of(new double[] {1, 1}, 2, 1), 0.01);

            assertThat(x.toDoubles()[0])
                    .as("of 1 + 1.2 + the first penalty that is enough")
                    .isCloseTo(1 / 3.2, within(1e-9));
        }
    }

    @Test
    void a_matrix_that_is_not_positive_is_refused() {
        try (Scope scope = Scope.open("test")) {
            Tensor a = Tensor.of(new double[] {1, 2, 2, 1}, 2, 2);

            assertThatThrownBy(() -> LinearAlgebra.solvePositive(a, a))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("solvePositive refused its operands\n  got       [2, 2] float64");
        }
    }

    @Test
    void every_fold_has_as_many_of_each_class() {
        for (int fold = 0; fold < 5; fold++) {
            for (int k = 0; k < 2; k++) {
                int here = fold;
                int one = k;
                assertThat(IntStream.range(0, SIZE)
                                .filter(i -> folds.of()[i] == here && labels[i] == one)
                                .count())
                        .isEqualTo(30);
            }
        }
    }

    @Test
    void what_can_be_told_is_told_of_those_left_out() {
        assertThat(right(labels, labels)).isGreaterThan(0.99);
    }

    @Test
    void what_can_not_be_told_is_not_told_though_it_could_be_learnt_by_heart() {
        int[] coins =
                IntStream.range(0, SIZE).map(i -> RANDOM.at(i).below(9, 2)).toArray();

        assertThat(right(labels, coins)).isCloseTo(0.5, within(0.09));
    }

    @Test
    void a_wrong_label_moves_what_is_said_of_its_example_by_nothing() {
        int[] other = labels.clone();
        other[17] = 1 - other[17];

        float[] before = said(labels)[17];
        float[] after = said(other)[17];

        assertThat(after[0]).isCloseTo(before[0], within(1e-5f));
        assertThat(after[1]).isCloseTo(before[1], within(1e-5f));
    }

    @Test
    void calibrated_scores_are_probabilities_that_keep_their_order() {
        float[][] scores = {{0.9f, 0.1f}, {0.4f, 0.6f}, {0.8f, 0.2f}, {0.3f, 0.7f}};

        float[][] calibrated = Calibration.probabilities(scores, new int[] {0, 1, 0, 0});

        for (float[] row : calibrated) {
            assertThat(row[0] + row[1]).isCloseTo(1, within(1e-5f));
        }
        assertThat(calibrated[0][0]).isGreaterThan(calibrated[2][0]);
        assertThat(calibrated[3][0]).isLessThan(calibrated[1][0]);
    }

    /** Labelled so; the features know the classes {@code seen}. */
    private double right(int[] seen, int[] given) {
        float[][] said = Ridge.leftOut(new Rows(seen), ids, given, 2, folds, share -> {});
        return Arrays.stream(ids)
                        .filter(i -> (said[i][1] > said[i][0] ? 1 : 0) == given[i])
                        .count()
                / (double) SIZE;
    }

    private float[][] said(int[] given) {
        return Ridge.leftOut(new Rows(labels), ids, given, 2, folds, share -> {});
    }
}
