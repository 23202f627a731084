package io.souschef.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against tables and formulas that everybody has. */
class TestsOfSamplesTest {
    @Test
    void chi_square_is_as_tabulated() {
        assertThat(ChiSquare.above(3.841459, 1)).isCloseTo(0.05, within(1e-7));
        assertThat(ChiSquare.above(18.307038, 10)).isCloseTo(0.05, within(1e-7));
        assertThat(ChiSquare.above(124.342113, 100)).isCloseTo(0.05, within(1e-7));
        assertThat(ChiSquare.above(2, 2)).as("an exponential").isCloseTo(Math.exp(-1), within(1e-9));
        assertThat(ChiSquare.above(0, 3)).isEqualTo(1);
    }

    @Test
    void independence_of_a_table_of_four_cells() {
        ChiSquare.Independence tested = ChiSquare.independence(new long[][] {{10, 20}, {20, 10}});

        // n (ad − bc)² / (row and column sums) = 60 · 300² / 30⁴
        assertThat(tested.statistic()).isCloseTo(60 * 90_000.0 / 810_000, within(1e-12));
        assertThat(tested.strength()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(ChiSquare.independence(new long[][] {{5, 0}, {7, 0}}).probability())
                .isEqualTo(1);
    }

    @Test
    void the_distance_of_two_samples() {
        assertThat(KolmogorovSmirnov.distance(new double[] {1, 2, 3}, new double[] {4, 5}))
                .isEqualTo(1);
        assertThat(KolmogorovSmirnov.distance(new double[] {1, 1, 2}, new double[] {1, 1, 2}))
                .isZero();
        assertThat(KolmogorovSmirnov.distance(new double[] {1, 2, 3, 4}, new double[] {3, 4, 5, 6}))
                .isEqualTo(0.5);
        assertThat(KolmogorovSmirnov.probability(1.3581 / Math.sqrt(50_000), 100_000, 100_000))
                .as("Kolmogorov's 5 % point")
                .isCloseTo(0.05, within(1e-3));
    }

    @Test
    void samples_of_one_distribution_are_told_apart_as_often_as_promised() {
        int found = 0;
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            double d = KolmogorovSmirnov.distance(normal(random, 150), normal(random, 350));
            found += KolmogorovSmirnov.probability(d, 150, 350) < 0.05 ? 1 : 0;
        }
        assertThat(found).as("of 400, at 5 %").isBetween(8, 32);
    }

    @Test
    void holm_is_kinder_than_bonferroni_and_never_falls() {
        assertThat(Holm.adjusted(0.04, 0.01, 0.03)).containsExactly(0.06, 0.03, 0.06);
        assertThat(Holm.adjusted(0.5, 0.9)).containsExactly(1, 1);
        assertThat(Holm.least()).isEqualTo(1);
    }

    @Test
    void ranks_of_ties_are_shared_and_a_curve_is_followed() {
        assertThat(Ranks.of(10, 30, 10, 20)).containsExactly(1.5, 4, 1.5, 3);
        double[] x = {1, 2, 3, 4};
        assertThat(Ranks.spearman(x, new double[] {1, 10, 100, 1000})).isCloseTo(1, within(1e-12));
        assertThat(Ranks.spearman(x, new double[] {4, 3, 2, 1})).isCloseTo(-1, within(1e-12));
        assertThat(Ranks.correlation(x, new double[] {7, 7, 7, 7})).isZero();
    }

    private static double[] normal(Random random, int n) {
        double[] values = new double[n];
        Arrays.setAll(values, i -> random.nextGaussian());
        Arrays.sort(values);
        return values;
    }
}
