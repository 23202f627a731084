package io.souschef.report;

import static org.assertj.core.api.Assertions.assertThat;

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
}
