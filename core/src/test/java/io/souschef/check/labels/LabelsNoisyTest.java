package io.souschef.check.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;
import java.util.function.IntUnaryOperator;
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

    /** Training is of 240 persons, one visit each; evaluation of twelve persons, ten visits each, so that a visit says what the next one is. */
    @Test
    void visits_of_few_persons_in_evaluation_don_t_make_those_of_many_noisy() {
        Finding finding = visits(row -> row < Fed.TRAIN ? row : Fed.TRAIN + (row - Fed.TRAIN) / 10);

        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).contains("lie closer to another example");
    }

    /** In both splits a person comes twice: training, which is larger, is asked in sets that keep the two visits apart, and as a whole. */
    @Test
    void two_visits_of_each_person_say_as_much_in_training_as_in_evaluation() {
        Finding finding = visits(row -> row / 2);

        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.PASS);
    }

    /** Six numbers of a person, nearly the same at each visit, and a class that is hard to tell from those of others. */
    private static Finding visits(IntUnaryOperator person) {
        return Fed.found(
                new LabelsNoisy(),
                Subject.of(seed -> Fed.table(
                        seed,
                        Task.classification(2),
                        6,
                        2,
                        (row, epoch, slot) -> {
                            float[] x = Fed.features(person.applyAsInt(row), 6);
                            for (int j = 0; j < x.length; j++) {
                                x[j] += 0.05f * Fed.features(1000 + row, 6)[j];
                            }
                            return x;
                        },
                        (row, epoch, slot) -> {
                            float[] x = Fed.features(person.applyAsInt(row), 6);
                            return new float[] {x[0] * x[1] * x[2] + 0.2 * x[3] > 0 ? 1 : 0};
                        })));
    }
}
