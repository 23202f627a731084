package io.souschef.check.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** Inputs that come again on purpose, and by mistake. */
class RecurringStatesTest {
    private static final int WIDTH = 5;

    private static Finding classes(IntUnaryOperator state) {
        return Fed.found(
                new DuplicateExamples(),
                Subject.of(seed -> Fed.table(
                        seed,
                        Task.classification(2),
                        WIDTH,
                        2,
                        (row, epoch, slot) -> Fed.features(state.applyAsInt(row), WIDTH),
                        (row, epoch, slot) ->
                                new float[] {Fed.features(state.applyAsInt(row), WIDTH)[0] > 0 ? 1 : 0})));
    }

    private static Finding numbers(double noise, boolean elsewhere) {
        Check check = new ConflictingLabels();
        IntUnaryOperator point = row -> row % 8 == 1 ? row - 1 : row;
        return Fed.found(
                check,
                Subject.of(seed -> Fed.table(
                        seed,
                        Task.regression(),
                        WIDTH,
                        1,
                        (row, epoch, slot) -> Fed.features(point.applyAsInt(row), WIDTH),
                        (row, epoch, slot) -> new float[] {
                            (float) (Fed.features(elsewhere ? row : point.applyAsInt(row), WIDTH)[0]
                                    + noise * RandomStream.of(8, "noise").gaussian(row))
                        })));
    }

    @Test
    void episodes_that_begin_in_one_of_three_states_are_no_copies() {
        Finding finding = classes(row -> row % 5 == 0 ? 500 + row / 5 % 3 : row);

        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).contains("states that recur");
    }

    @Test
    void fails_when_each_tenth_example_comes_twice() {
        assertThat(classes(row -> row % 10 == 1 ? row - 1 : row).outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void points_that_were_measured_twice_may_differ_by_noise() {
        Finding finding = numbers(0.2, false);

        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).contains("measured again");
    }

    @Test
    void fails_when_numbers_of_equal_inputs_have_nothing_in_common() {
        assertThat(numbers(0.2, true).outcome()).isEqualTo(Outcome.FAIL);
    }
}
