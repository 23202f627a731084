package io.souschef.check.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;
import org.junit.jupiter.api.Test;

/** Four classes that lie so close that no predictor tells them apart well. */
class LabelsNumberedDifferentlyTest {
    private static Finding found(boolean anew) {
        return Fed.found(
                new LabelsNumberedDifferently(),
                Subject.of(seed -> Fed.table(
                        seed,
                        Task.classification(4),
                        3,
                        4,
                        (row, epoch, slot) -> {
                            float[] x = new float[3];
                            for (int i = 0; i < x.length; i++) {
                                x[i] = (float)
                                        (RandomStream.of(4, "rows").at(row).gaussian(i) + (i == row % 4 ? 1.3 : 0));
                            }
                            return x;
                        },
                        (row, epoch, slot) -> new float[] {anew && epoch < 0 ? (row + 1) % 4 : row % 4})));
    }

    @Test
    void fails_when_evaluation_numbers_classes_anew() {
        Finding finding = found(true);

        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.FAIL);
        assertThat(finding.measured()).contains("classes numbered [1, 2, 3, 0]");
    }

    @Test
    void classes_that_are_hard_to_tell_apart_are_sound() {
        Finding finding = found(false);

        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.PASS);
        assertThat(finding.measured()).startsWith("told of evaluation, where it has a skill of 0.");
    }
}
