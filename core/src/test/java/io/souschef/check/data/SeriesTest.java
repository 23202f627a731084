package io.souschef.check.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Windows of eight values of a series whose level is another in its later part, and the value after them. */
class SeriesTest {
    private static final int WINDOW = 8, LENGTH = Fed.ALL + WINDOW + 1;
    private static final double[] VALUES = values();

    private static double[] values() {
        double[] values = new double[LENGTH];
        double lasting = 0;
        for (int t = 0; t < LENGTH; t++) {
            lasting = 0.7 * lasting + RandomStream.of(3, "series").gaussian(t);
            values[t] = 40 + 5 * Math.sin(t / 3.0) + 2 * lasting + (t < Fed.TRAIN + WINDOW ? 0 : 6);
        }
        return values;
    }

    /** Mean and deviation from one place of the series to another. */
    private record Scaler(double mean, double deviation) {
        static Scaler of(int from, int to) {
            double[] some = Arrays.copyOfRange(VALUES, from, to);
            double mean = Arrays.stream(some).average().orElseThrow();
            return new Scaler(
                    mean,
                    Math.sqrt(Arrays.stream(some)
                            .map(x -> (x - mean) * (x - mean))
                            .average()
                            .orElseThrow()));
        }

        float scaled(int at) {
            return (float) ((VALUES[at] - mean) / deviation);
        }
    }

    private static final Scaler TRAINING = Scaler.of(0, Fed.TRAIN + WINDOW),
            WHOLE = Scaler.of(0, LENGTH),
            LATER = Scaler.of(Fed.TRAIN, LENGTH);

    private static Finding found(Check check, Scaler training, Scaler evaluation) {
        return Fed.found(
                check,
                Subject.of(seed -> Fed.table(
                        seed,
                        Task.regression(),
                        WINDOW,
                        1,
                        (row, epoch, slot) -> {
                            float[] window = new float[WINDOW];
                            for (int i = 0; i < WINDOW; i++) {
                                window[i] = (epoch < 0 ? evaluation : training).scaled(row + i);
                            }
                            return window;
                        },
                        (row, epoch, slot) -> new float[] {training.scaled(row + WINDOW)})));
    }

    @Test
    void another_level_of_the_later_part_is_no_other_scaler() {
        Finding finding = found(new EvaluationNormalisedDifferently(), TRAINING, TRAINING);

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).contains("another part of a series");
    }

    @Test
    void fails_when_evaluation_windows_are_scaled_by_their_own_numbers_and_targets_are_not() {
        Finding finding = found(new EvaluationNormalisedDifferently(), TRAINING, LATER);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("evaluation windows are not normalised as training windows are");
    }

    @Test
    void fails_when_evaluation_is_not_scaled_at_all() {
        assertThat(found(new EvaluationNormalisedDifferently(), TRAINING, new Scaler(0, 1))
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void fails_when_the_scaler_knows_the_whole_series() {
        Finding finding = found(new ScalerFittedOnAllData(), WHOLE, WHOLE);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.measured()).startsWith("the series' values in training go from -");
    }

    @Test
    void a_scaler_of_the_earlier_part_is_sound() {
        assertThat(found(new ScalerFittedOnAllData(), TRAINING, TRAINING).outcome())
                .isEqualTo(Outcome.PASS);
    }

    /** Ends at 0 and 1. */
    private static Scaler stretched(int to) {
        double low = Arrays.stream(VALUES, 0, to).min().orElseThrow();
        return new Scaler(low, Arrays.stream(VALUES, 0, to).max().orElseThrow() - low);
    }

    @Test
    void fails_when_the_extremes_are_those_of_the_whole_series() {
        Scaler whole = stretched(LENGTH);

        assertThat(found(new ScalerFittedOnAllData(), whole, whole).outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void windows_that_all_have_the_same_extremes_show_no_scaler() {
        Scaler training = stretched(Fed.TRAIN + WINDOW);

        assertThat(found(new ScalerFittedOnAllData(), training, training).outcome())
                .isEqualTo(Outcome.PASS);
    }
}
