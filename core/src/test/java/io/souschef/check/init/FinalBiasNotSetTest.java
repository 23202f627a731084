package io.souschef.check.init;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;
import org.junit.jupiter.api.Test;

/** Three classes, one of them rare; every second example has no label. */
class FinalBiasNotSetTest {
    private static Finding found(boolean rare) {
        return Fed.found(
                new FinalBiasNotSet(),
                Subject.of(seed -> Fed.table(
                        seed,
                        Task.classification(3),
                        2,
                        3,
                        (row, epoch, slot) ->
                                new float[] {(float) RandomStream.of(4, "rows").gaussian(row), 0.5f},
                        (row, epoch, slot) ->
                                new float[] {row % 2 == 0 ? -100 : !rare ? row % 3 : row % 31 == 0 ? 1 : 0})));
    }

    @Test
    void examples_without_a_label_have_no_class() {
        assertThat(found(false).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void the_shares_of_the_others_are_known_beforehand() {
        assertThat(found(true).outcome()).isEqualTo(Outcome.WARN);
    }
}
