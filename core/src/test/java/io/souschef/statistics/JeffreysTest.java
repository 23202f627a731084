package io.souschef.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JeffreysTest {
    /** By mpmath 1.3: the x at which betainc(k + 1/2, n − k + 1/2, 0, x, regularized=True) is 0.025 and 0.975. */
    @ParameterizedTest
    @CsvSource({
        "0, 10, 0, 0.217196267509",
        "1, 10, 0.0110116737632, 0.381314771067",
        "5, 10, 0.223528670253, 0.776471329747",
        "0, 110, 0, 0.022526314486",
        "3, 200, 0.00424227914683, 0.0394843586455",
        "199, 200, 0.976871317985, 0.999459981716",
        "7, 7, 0.707563826338, 1"
    })
    void the_interval_of_a_share_is_that_of_the_beta_distribution(long k, long n, double low, double high) {
        Interval interval = Interval.jeffreys(k, n);

        assertThat(interval.value()).isEqualTo((double) k / n);
        assertThat(interval.low()).isCloseTo(low, within(1e-10));
        assertThat(interval.high()).isCloseTo(high, within(1e-10));
    }

    @Test
    void more_than_all_is_refused() {
        assertThatThrownBy(() -> Interval.jeffreys(4, 3)).hasMessage("4 successes out of 3");
        assertThatThrownBy(() -> Interval.jeffreys(-1, 3)).hasMessage("-1 successes out of 3");
        assertThatThrownBy(() -> Interval.jeffreys(0, 0)).hasMessage("0 successes out of 0");
    }
}
