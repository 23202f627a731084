package io.souschef.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {
    private long nanos;

    @ParameterizedTest
    @CsvSource({"15m, 900", "90s, 90", "1h30m, 5400", "2h, 7200", "1H5M3S, 3903", "' 15min ', 900"})
    void lengths_of_time_are_read(String text, long seconds) {
        assertThat(Budget.parse(text)).hasSeconds(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "15", "m", "0m", "-5m", "1.5h", "30m1h", "99999999999h", "15 m", "soon"})
    void anything_else_is_not_a_length_of_time(String text) {
        assertThatThrownBy(() -> Budget.parse(text))
                .isInstanceOf(BudgetUnclear.class)
                .hasMessage("""
                this is not a length of time
                  got       '%s'
                  expected  hours, minutes, seconds, more than nothing: 2h, 1h30m, 15m, 90s
                  fix       --budget 15m""".formatted(text.isEmpty() ? "" : text));
    }

    @ParameterizedTest
    @CsvSource({"900, 15m", "90, 1m30s", "5400, 1h30m", "0, 0s", "3600, 1h"})
    void lengths_of_time_are_written_as_they_are_read(long seconds, String text) {
        assertThat(Budget.text(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    @Test
    void time_passes_and_what_earlier_processes_spent_is_gone() {
        Budget budget = Budget.of(Duration.ofSeconds(100), Duration.ofSeconds(30), () -> nanos);
        assertThat(budget.remaining()).hasSeconds(70);

        nanos += 20_000_000_000L;

        assertThat(budget.remaining()).hasSeconds(50);
        assertThat(budget.fraction()).isCloseTo(0.5, within(1e-12));
        assertThat(budget.over()).isFalse();
    }

    @Test
    void a_share_is_of_what_is_left_and_never_more_than_the_whole_has() {
        Budget run = Budget.of(Duration.ofSeconds(100), Duration.ZERO, () -> nanos);
        nanos += 50_000_000_000L;
        Budget half = run.share("tune", 0.5);
        Budget all = run.share("squeeze", 1);
        assertThat(half.remaining()).hasSeconds(25);

        nanos += 30_000_000_000L;

        assertThat(half.over()).isTrue();
        assertThat(all.remaining()).isEqualTo(run.remaining()).hasSeconds(20);
        assertThat(all.share("rest", 1).remaining()).hasSeconds(20);
    }

    @Test
    void a_budget_that_is_over_has_nothing_left_and_not_less() {
        Budget budget = Budget.of(Duration.ofSeconds(1), Duration.ofSeconds(5), () -> nanos);

        assertThat(budget.remaining()).isZero();
        assertThat(budget.fraction()).isEqualTo(1);
    }
}
