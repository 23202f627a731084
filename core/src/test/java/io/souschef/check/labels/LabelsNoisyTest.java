package io.souschef.check.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;
import org.junit.jupiter.api.Test;

/** Five classes, told by where an example lies; an annotator of the training examples is right more or less often. */
class LabelsNoisyTest {
    private static Finding found(double right) {
        return Fed.found(
                new LabelsNoisy(),
                Subject.of(seed -> Fed.table(
                        seed,
                        Task.classification(5),
                        10,
                        5,
                        (row, epoch, slot) -> {
                            float[] x = Fed.features(row, 10);
                            x[row % 5] += 4;
                            return x;
                        },
                        (row, epoch, slot) -> {
                            RandomStream annotator =
                                    RandomStream.of(7, "annotator").at(row);
                            boolean wrong = epoch >= 0 && annotator.uniform(0) > right;
                            return new float[] {(row + (wrong ? 1 + annotator.below(1, 4) : 0)) % 5};
                        })));
    }

    @Test
    void fails_when_labels_are_so_noisy_that_only_evaluation_teaches_anything() {
        Finding finding = found(0.4);

        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).contains("of the training labels are scrambled");
    }

    @Test
    void a_careful_annotator_passes() {
        assertThat(found(0.97).outcome()).isEqualTo(Outcome.PASS);
    }
}
