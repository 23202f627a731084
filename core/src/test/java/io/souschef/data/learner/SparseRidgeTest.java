package io.souschef.data.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.data.text.Words;
import io.souschef.tensor.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SparseRidgeTest {
    private static final int COUNT = 60, CLASSES = 3;

    /** Twelve of thirty words each, three of them more likely in one's own class. */
    private static long[] words(int i) {
        RandomStream random = RandomStream.of(2, "words").at(i);
        return IntStream.range(0, 12)
                .mapToLong(w -> {
                    int word = random.uniform(2L * w) < 0.3 ? i % CLASSES : random.below(2L * w + 1, 30);
                    String name = "word" + word;
                    return Words.hash(name, 0, name.length());
                })
                .toArray();
    }

    @Test
    void says_what_solving_the_equations_says() {
        SparseRows rows = SparseRows.of(COUNT, SparseRidgeTest::words);
        int[] labels = IntStream.range(0, COUNT).map(i -> i % CLASSES).toArray();
        Folds folds = Folds.stratified(labels, CLASSES, 5, 1);

        float[][] said = SparseRidge.leftOut(rows, labels, CLASSES, folds, share -> {});

        double[][] products = products(rows);
        for (int fold = 0; fold < 5; fold++) {
            int one = fold;
            int[] known =
                    IntStream.range(0, COUNT).filter(i -> folds.of()[i] != one).toArray();
            for (int k = 0; k < CLASSES; k++) {
                double[] weights = solved(products, known, labels, k);
                double share = share(known, labels, k);
                for (int i = 0; i < COUNT; i++) {
                    if (folds.of()[i] == fold) {
                        double expected = share;
                        for (int j = 0; j < known.length; j++) {
                            expected += weights[j] * products[i][known[j]];
                        }
                        assertThat((double) said[i][k]).isCloseTo(expected, within(0.005));
                    }
                }
            }
        }
    }

    @Test
    void says_of_others_what_it_says_of_the_fold_that_it_was_fitted_without() {
        SparseRows rows = SparseRows.of(COUNT, SparseRidgeTest::words);
        for (int classes : new int[] {2, CLASSES}) {
            int[] labels = IntStream.range(0, COUNT).map(i -> i % classes).toArray();
            Folds folds = Folds.stratified(labels, classes, 5, 1);

            SparseRidge fitted = SparseRidge.fit(rows, labels, classes, folds, share -> {});

            for (int i = 0; i < COUNT; i++) {
                if (folds.of()[i] == 0) {
                    assertThat(fitted.of(words(i))).containsExactly(fitted.leftOut()[i]);
                }
            }
        }
    }

    @Test
    void says_how_far_it_is_within_each_fit() {
        SparseRows rows = SparseRows.of(COUNT, SparseRidgeTest::words);
        int[] labels = IntStream.range(0, COUNT).map(i -> i % CLASSES).toArray();
        List<Double> told = new ArrayList<>();

        SparseRidge.leftOut(rows, labels, CLASSES, Folds.stratified(labels, CLASSES, 5, 1), told::add);

        assertThat(told).isSorted().hasSizeGreaterThan(2 * 5 * CLASSES);
        assertThat(told.get(told.size() - 1)).isCloseTo(1, within(1e-9));
    }

    @Test
    void two_classes_are_one_question() {
        SparseRows rows = SparseRows.of(COUNT, SparseRidgeTest::words);
        int[] labels = IntStream.range(0, COUNT).map(i -> i % 2).toArray();

        float[][] said = SparseRidge.leftOut(rows, labels, 2, Folds.stratified(labels, 2, 5, 1), share -> {});

        assertThat(List.of(said)).allSatisfy(one -> assertThat(one[0] + one[1]).isCloseTo(1, within(1e-6f)));
    }

    @Test
    void empty_rows_are_told_by_the_frequency_of_the_classes() {
        SparseRows rows = SparseRows.of(40, i -> new long[0]);
        int[] labels = IntStream.range(0, 40).map(i -> i % 4 == 0 ? 1 : 0).toArray();

        float[][] said = SparseRidge.leftOut(rows, labels, 2, Folds.stratified(labels, 2, 5, 1), share -> {});

        assertThat(List.of(said)).allSatisfy(one -> assertThat(one[0]).isCloseTo(0.75f, within(0.01f)));
    }

    private static double[][] products(SparseRows rows) {
        double[][] products = new double[COUNT][COUNT];
        for (int j = 0; j < COUNT; j++) {
            float[] dense = new float[SparseRows.width()];
            rows.add(j, 1, dense);
            for (int i = 0; i < COUNT; i++) {
                products[i][j] = rows.dot(i, dense);
            }
            assertThat(products[j][j]).isCloseTo(1, within(1e-5));
        }
        return products;
    }

    private static double share(int[] known, int[] labels, int k) {
        return Arrays.stream(known).filter(i -> labels[i] == k).count() / (double) known.length;
    }

    /** (K + I) a = y, by Gauss's elimination. */
    private static double[] solved(double[][] products, int[] known, int[] labels, int k) {
        int n = known.length;
        double[][] system = new double[n][n + 1];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                system[i][j] = products[known[i]][known[j]] + (i == j ? 1 : 0);
            }
            system[i][n] = (labels[known[i]] == k ? 1 : 0) - share(known, labels, k);
        }
        for (int p = 0; p < n; p++) {
            for (int i = 0; i < n; i++) {
                double factor = i == p ? 0 : system[i][p] / system[p][p];
                for (int j = p; j <= n && factor != 0; j++) {
                    system[i][j] -= factor * system[p][j];
                }
            }
        }
        double[] a = new double[n];
        Arrays.setAll(a, i -> system[i][n] / system[i][i]);
        return a;
    }
}
