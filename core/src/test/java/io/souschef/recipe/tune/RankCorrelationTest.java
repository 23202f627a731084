package io.souschef.recipe.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankCorrelationTest {
    @Test
    void what_rises_together_correlates_whatever_the_shape() {
        assertThat(RankCorrelation.of(new double[] {1, 2, 3, 4}, new double[] {1, 10, 100, 1000}))
                .isCloseTo(1, within(1e-12));
        assertThat(RankCorrelation.of(new double[] {1, 2, 3, 4}, new double[] {9, 5, 2, 1}))
                .isCloseTo(-1, within(1e-12));
    }

    @Test
    void equal_values_share_their_rank() {
        // scipy.stats.spearmanr([1, 2, 2, 3], [4, 1, 3, 2]).statistic
        assertThat(RankCorrelation.of(new double[] {1, 2, 2, 3}, new double[] {4, 1, 3, 2}))
                .isCloseTo(-0.6324555320336759, within(1e-12));
    }

    @Test
    void what_never_varies_correlates_with_nothing() {
        assertThat(RankCorrelation.of(new double[] {5, 5, 5}, new double[] {1, 2, 3}))
                .isZero();
    }
}
