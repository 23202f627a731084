package io.souschef.check.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TrainInValidationTest {
    private static final int WIDTH = 64;

    private static Finding found(Fed.Made inputs) {
        return Fed.found(
                new TrainInValidation(),
                Subject.of(seed -> Fed.table(
                        seed, Task.classification(2), WIDTH, 2, inputs, (row, epoch, slot) -> new float[] {row % 2})));
    }

    /** Every fifth recording is silent: a level, a little lower or higher. */
    private static float[] silence(int row, int epoch, int slot) {
        float[] x = Fed.features(row, WIDTH);
        if (row % 5 == 0) {
            Arrays.fill(x, -1 - 0.2f * (float) RandomStream.of(4, "level").uniform(row));
        }
        return x;
    }

    /** Every third row of evaluation is one of training with a little noise. */
    private static float[] copies(int row, int epoch, int slot) {
        boolean copy = row >= Fed.TRAIN && row % 3 == 0;
        float[] x = Fed.features(copy ? row - Fed.TRAIN : row, WIDTH);
        for (int i = 0; copy && i < x.length; i++) {
            x[i] += 0.02f * (float) RandomStream.of(4, "noise").at(row).gaussian(i);
        }
        return x;
    }

    @Test
    void recordings_of_silence_are_near_each_other_and_no_copies() {
        Finding finding = found(TrainInValidationTest::silence);

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_copies_with_some_noise_are_in_both_splits() {
        Finding finding = found(TrainInValidationTest::copies);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.measured()).containsPattern("; (39|40) of 120 have a near copy there");
    }
}
