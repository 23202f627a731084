package io.souschef.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2.302585|2.303",
                "0.03141592|0.03142",
                "60000|60,000",
                "12345.678|12,350",
                "0.00003|3e-05",
                "-0.5|−0.5",
                "0|0",
                "NaN|not a number",
                "-Infinity|−∞"
            })
    void a_number_has_four_digits(double value, String text) {
        assertThat(Numbers.text(value)).isEqualTo(text);
    }

    @Test
    void numbers_beside_each_other_have_as_many_digits_after_the_point() {
        assertThat(Numbers.decimals(0.3119, 0.01397, 0.5)).isEqualTo(4);
        assertThat(Numbers.decimals(96.3, 99.63, 100)).isEqualTo(2);
        assertThat(Numbers.decimals(12, 5)).isZero();
        assertThat(Numbers.decimals(0.5, 0.00003)).as("one would be hidden").isNegative();
    }
}
