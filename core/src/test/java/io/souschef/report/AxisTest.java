package io.souschef.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
    @ParameterizedTest
    @CsvSource({"0.9, 1", "1, 1", "1.1, 2", "2.2, 5", "7, 10", "0.03, 0.05", "430, 500"})
    void a_step_is_one_two_or_five_times_a_power_of_ten(double rough, double expected) {
        assertThat(Axis.roundStep(rough)).isCloseTo(expected, within(expected * 1e-12));
    }

    @Test
    void a_widened_axis_begins_and_ends_at_ticks() {
        Axis axis = Axis.linear(0.13, 2.31, 200, 0, 4, true);

        assertThat(labels(axis)).containsExactly("0", "1", "2", "3");
        assertThat(axis.at(0)).isEqualTo(200);
        assertThat(axis.at(3)).isEqualTo(0);
    }

    @ParameterizedTest
    @CsvSource({"NaN, NaN", "0, NaN", "0, Infinity", "-1.7e308, 1.7e308"})
    void numbers_that_can_not_be_reckoned_with_still_leave_an_axis(double low, double high) {
        Axis axis = Axis.linear(low, high, 0, 1, 4, true);

        assertThat(axis.ticks()).hasSizeBetween(2, 10).allMatch(Double::isFinite);
        assertThat(axis.at(axis.low())).isZero();
        assertThat(axis.at(axis.high())).isEqualTo(1);
    }

    @Test
    void labels_have_the_digits_that_their_step_needs() {
        assertThat(labels(Axis.linear(0.981, 0.9935, 0, 1, 4, true)))
                .containsExactly("0.980", "0.985", "0.990", "0.995");
        assertThat(labels(Axis.linear(-60_000, 60_000, 0, 1, 4, true)))
                .containsExactly("−100,000", "−50,000", "0", "50,000", "100,000");
    }

    @Test
    void a_logarithmic_axis_over_many_decades_has_ticks_at_powers_of_ten() {
        assertThat(labels(Axis.logarithmic(0.0007, 2.3, 0, 1))).containsExactly("0.001", "0.01", "0.1", "1");
    }

    @Test
    void a_logarithmic_axis_over_few_decades_has_ticks_at_one_two_five() {
        assertThat(labels(Axis.logarithmic(90, 2154, 0, 1))).containsExactly("100", "200", "500", "1,000", "2,000");
    }

    @Test
    void equal_ratios_are_equal_distances_on_a_logarithmic_axis() {
        Axis axis = Axis.logarithmic(1, 100, 0, 10);

        assertThat(axis.at(10)).isCloseTo(5, within(1e-12));
        assertThat(axis.shows(0)).isFalse();
    }

    @Test
    void a_single_value_has_an_axis_around_it() {
        Axis axis = Axis.linear(3, 3, 0, 1, 4, true);

        assertThat(axis.low()).isLessThan(3);
        assertThat(axis.high()).isGreaterThan(3);
        assertThat(axis.ticks()).hasSizeGreaterThan(1);
    }

    private static List<String> labels(Axis axis) {
        return axis.ticks().stream().map(axis::label).toList();
    }
}
