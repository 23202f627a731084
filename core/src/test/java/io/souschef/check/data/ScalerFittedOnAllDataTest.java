package io.souschef.check.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.experiment.Outcome;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;
import org.junit.jupiter.api.Test;

/** Six columns, two of which have gaps that were filled with the mean after scaling: those are standardised nowhere. */
class ScalerFittedOnAllDataTest {
    private static final int COLUMNS = 6, WHOLE_COLUMNS = 4;

    private static double raw(int row, int column) {
        return RandomStream.of(8, "rows").at(row).gaussian(column) + (row < Fed.TRAIN ? 0 : 0.8);
    }

    private static Outcome fittedOn(int rows) {
        return new ScalerFittedOnAllData()
                .run(Subject.of(seed -> Fed.table(
                        seed,
                        Task.classification(2),
                        COLUMNS,
                        2,
                        (row, epoch, slot) -> scaled(row, rows),
                        (row, epoch, slot) -> new float[] {raw(row, 0) > 0.4 ? 1 : 0})))
                .outcome();
    }

    private static float[] scaled(int row, int rows) {
        float[] scaled = new float[COLUMNS];
        for (int c = 0; c < COLUMNS; c++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < rows; i++) {
                sum += raw(i, c);
                squares += raw(i, c) * raw(i, c);
            }
            double mean = sum / rows;
            boolean gap = c >= WHOLE_COLUMNS && row % 3 == 0;
            scaled[c] = gap ? 0 : (float) ((raw(row, c) - mean) / Math.sqrt(squares / rows - mean * mean));
        }
        return scaled;
    }

    @Test
    void fails_when_most_columns_are_standardised_together() {
        assertThat(fittedOn(Fed.ALL)).isEqualTo(Outcome.FAIL);
    }

    @Test
    void columns_standardised_in_training_are_sound() {
        assertThat(fittedOn(Fed.TRAIN)).isEqualTo(Outcome.PASS);
    }
}
