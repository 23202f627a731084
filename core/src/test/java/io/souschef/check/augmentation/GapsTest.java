package io.souschef.check.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;
import org.junit.jupiter.api.Test;

/** Series of twelve numbers, of which three in a row are left out while training, drawn anew in each epoch. */
class GapsTest {
    private static final int WIDTH = 12, GAP = 3;

    /** @param inEvaluation whether the gaps of the first epoch are in evaluation, too; the data come from the seed, as gaps do */
    private static Finding found(Task task, boolean inEvaluation, boolean rebuilt) {
        return Fed.found(
                new EvaluationAugmented(),
                Subject.of(seed -> Fed.table(
                        seed,
                        task,
                        WIDTH,
                        task.outputs(),
                        (row, epoch, slot) -> {
                            float[] x = series(seed, row);
                            int from = RandomStream.of(seed, "gaps")
                                    .at(Math.max(0, epoch), row)
                                    .below(0, WIDTH - GAP);
                            for (int t = from; t < from + GAP && (epoch >= 0 || inEvaluation); t++) {
                                x[t] = 0;
                            }
                            return x;
                        },
                        (row, epoch, slot) -> rebuilt ? series(seed, row) : new float[] {row % 3})));
    }

    private static float[] series(long seed, int row) {
        float[] x = new float[WIDTH];
        for (int t = 0; t < WIDTH; t++) {
            x[t] = (float) (Math.sin(t + row % 3)
                    + RandomStream.of(seed, "series").at(row).gaussian(t));
        }
        return x;
    }

    @Test
    void fails_when_evaluation_has_the_gaps_of_training_though_always_the_same() {
        Finding finding = found(Task.classification(3), true, false);

        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.FAIL);
        assertThat(finding.measured()).contains("of its numbers to 0.000 at random");
    }

    @Test
    void gaps_in_training_alone_are_sound() {
        assertThat(found(Task.classification(3), false, false).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void gaps_that_are_to_be_filled_are_the_task() {
        assertThat(found(Task.regression(), true, true).outcome()).isNotEqualTo(Outcome.FAIL);
    }
}
