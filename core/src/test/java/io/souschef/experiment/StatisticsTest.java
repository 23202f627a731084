package io.souschef.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.statistics.Bootstrap;
import io.souschef.statistics.Holm;
import io.souschef.statistics.Interval;
import io.souschef.statistics.McNemar;
import io.souschef.statistics.StudentT;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against scipy 1.17.1: statistics_numbers.py made the numbers. */
class StatisticsTest {
    @ParameterizedTest
    @CsvSource({
        "1, 12.706204736174694",
        "2, 4.302652729749462",
        "3, 3.1824463052837078",
        "4, 2.7764451051977934",
        "7, 2.364624251592784",
        "10, 2.228138851986274",
        "29, 2.045229642132703",
        "100, 1.9839715185235518"
    })
    void the_t_quantile_is_scipys(int freedom, double expected) {
        assertThat(StudentT.quantile975(freedom)).isCloseTo(expected, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 1, 0.2951672353008665",
        "1.0, 2, 0.5773502691896257",
        "2.5, 5, 0.9455099006576237",
        "3.1, 12, 0.9908100036216086"
    })
    void the_t_distribution_is_scipys(double t, int freedom, double expected) {
        assertThat(StudentT.within(t, freedom)).isCloseTo(expected, within(1e-12));
    }

    /** R: p.adjust(c(.01, .04, .03, .005), "holm"). */
    @Test
    void several_tests_are_corrected_as_holm_does() {
        assertThat(Holm.adjusted(0.01, 0.04, 0.03, 0.005))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
        assertThat(Holm.adjusted(0.6, 0.9)).containsExactly(1, 1);
        assertThat(Holm.adjusted()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 20, 0.0, 0.16112515805281935",
        "7, 10, 0.39677814746114526, 0.892208732593699",
        "355, 360, 0.9679041504124477, 0.9940532942791003",
        "20, 20, 0.8388748419471808, 1.0",
        "9201, 10000, 0.9146230408571421, 0.9252543237118154"
    })
    void the_interval_of_a_share_is_scipys(long successes, long count, double low, double high) {
        Interval interval = Interval.proportion(successes, count);

        assertThat(interval.low()).isCloseTo(low, within(1e-12));
        assertThat(interval.high()).isCloseTo(high, within(1e-12));
    }

    @Test
    void the_interval_of_a_mean_is_scipys() {
        Interval interval = Interval.mean(2.31, 2.35, 2.29, 2.40);

        assertThat(interval.value()).isCloseTo(2.3375, within(1e-12));
        assertThat(interval.low()).isCloseTo(2.26022594832969, within(1e-9));
        assertThat(interval.high()).isCloseTo(2.41477405167031, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 9, 0.021484375",
        "12, 5, 0.143463134765625",
        "30, 70, 7.85013964559367e-05",
        "0, 0, 1.0",
        "400, 520, 8.549170923883781e-05"
    })
    void mcnemars_probability_is_scipys(int first, int second, double expected) {
        assertThat(McNemar.probability(first, second)).isCloseTo(expected, within(expected * 1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "9, 1, 100, 0.013631100674435029, 0.1432316444236042",
        "70, 30, 10000, 0.002021681890977528, 0.005976718428958485"
    })
    void the_interval_of_a_difference_of_paired_shares_is_bonett_and_prices(
            int gained, int lost, int count, double low, double high) {
        Interval interval = McNemar.difference(gained, lost, count);

        assertThat(interval.low()).isCloseTo(low, within(1e-12));
        assertThat(interval.high()).isCloseTo(high, within(1e-12));
    }

    @Test
    void the_bootstrap_agrees_with_scipys_to_a_few_percent_of_its_width() {
        double[] values =
                IntStream.range(0, 200).mapToDouble(i -> Math.sin(i) + 0.1).toArray();

        Interval interval = Bootstrap.mean(values);

        assertThat(interval.low()).isCloseTo(0.006572888352534002, within(0.01));
        assertThat(interval.high()).isCloseTo(0.2021116551990294, within(0.01));
        assertThat(Bootstrap.mean(values)).isEqualTo(interval);
    }

    @Test
    void one_value_says_nothing_about_its_spread() {
        assertThat(Interval.mean(3)).isEqualTo(new Interval(3, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    }
}
