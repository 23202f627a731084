package io.souschef.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MidPTest {
    @Test
    void of_none_the_upper_end_is_the_root_of_a_twentieth() {
        Interval none = Interval.midP(0, 100);

        assertThat(none.low()).isZero();
        assertThat(none.high()).isCloseTo(1 - Math.pow(0.05, 0.01), within(1e-9));
        assertThat(Interval.midP(100, 100).low()).isCloseTo(Math.pow(0.05, 0.01), within(1e-9));
        assertThat(Interval.midP(100, 100).high()).isEqualTo(1);
    }

    /** The truth lies in it with the probability that is summed here over all outcomes. */
    @ParameterizedTest
    @CsvSource({"20, 0.1", "40, 0.05", "40, 0.5", "100, 0.02", "100, 0.3"})
    void covers_the_truth_in_about_95_of_100_cases(int count, double p) {
        double covered = 0;
        double log = count * Math.log1p(-p);
        for (int x = 0; x <= count; x++) {
            Interval interval = Interval.midP(x, count);
            covered += interval.low() <= p && p <= interval.high() ? Math.exp(log) : 0;
            log += Math.log((double) (count - x) / (x + 1)) + Math.log(p / (1 - p));
        }

        assertThat(covered).isBetween(0.925, 0.99);
    }

    @Test
    void is_symmetric() {
        Interval few = Interval.midP(7, 50);
        Interval many = Interval.midP(43, 50);

        assertThat(1 - many.high()).isCloseTo(few.low(), within(1e-9));
        assertThat(1 - many.low()).isCloseTo(few.high(), within(1e-9));
    }
}
