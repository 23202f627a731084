package io.souschef.check.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.train.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetInInputTest {
    private static final int WIDTH = 6;

    private static Finding found(Fed.Made inputs, Fed.Made targets) {
        return Fed.found(
                new TargetInInput(), Subject.of(seed -> Fed.table(seed, Task.regression(), WIDTH, 1, inputs, targets)));
    }

    private static float price(int row) {
        float[] x = Fed.features(row, WIDTH);
        return x[0] + 0.6f * x[1] * x[2];
    }

    @Test
    void warns_of_a_feature_that_nearly_says_the_target() {
        Finding finding = found(
                (row, epoch, slot) -> {
                    float[] x = Fed.features(row, WIDTH);
                    x[5] = 0.9f * price(row) + 0.05f * x[5];
                    return x;
                },
                (row, epoch, slot) -> new float[] {price(row)});

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.measured()).contains("number 5 nearly does, and no other by far");
        assertThat(finding.fix()).contains("is known when the prediction is made");
    }

    @Test
    void the_values_before_in_a_series_all_say_a_lot() {
        Finding finding = found(
                (row, epoch, slot) -> {
                    float[] x = new float[WIDTH];
                    for (int t = 0; t < WIDTH; t++) {
                        x[t] = wave(row, t);
                    }
                    return x;
                },
                (row, epoch, slot) -> new float[] {wave(row, WIDTH)});

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
    }

    /** Who stays pays none; who has gone, each his own. A fee that many pay, or that many who have gone don't, says nothing of that kind. */
    @ParameterizedTest
    @CsvSource({"0, 0, WARN", "5, 0, PASS", "0, 5, PASS"})
    void a_column_that_is_filled_in_once_the_class_is_known_is_looked_at(int paying, int free, Outcome outcome) {
        Finding finding = Fed.found(
                new TargetInInput(),
                Subject.of(seed -> Fed.table(
                        seed,
                        Task.classification(2),
                        WIDTH,
                        2,
                        (row, epoch, slot) -> {
                            float[] x = Fed.features(row, WIDTH);
                            x[4] = pays(row, left(row) ? free : paying) ? 20 + x[4] : 0;
                            return x;
                        },
                        (row, epoch, slot) -> new float[] {left(row) ? 1 : 0})));

        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(outcome);
        assertThat(finding.measured().contains("number 4 is the same for all examples of a class, and for no other"))
                .isEqualTo(outcome == Outcome.WARN);
    }

    /** Who has gone, but for one in so many; who stays, one in so many. */
    private static boolean pays(int row, int every) {
        boolean exception = every > 0 && row % every == 0;
        return left(row) != exception;
    }

    private static boolean left(int row) {
        return Fed.features(row, WIDTH)[0] > 0;
    }

    private static float wave(int row, int time) {
        return (float) (3 * Math.sin(row * 1.7 + 0.08 * time));
    }
}
