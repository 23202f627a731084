package io.souschef.check.regularization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Fed;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Init;
import io.souschef.nn.Linear;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;
import org.junit.jupiter.api.Test;

/** What is concluded from a short training. */
class TrainedTest {
    @Test
    void small_losses_are_the_same_in_both_modes_however_many_times_the_other_one_is() {
        assertThat(BatchNormOnTinyBatches.isWide(new Trained.Gap(1, 2e-5, 1e-5)))
                .isFalse();
        assertThat(BatchNormOnTinyBatches.isWide(new Trained.Gap(1, 1e-5, 0))).isFalse();
        assertThat(BatchNormOnTinyBatches.isWide(new Trained.Gap(1, 0.9, 0.3))).isTrue();
    }

    @Test
    void of_a_loss_below_zero_no_ratio_says_anything() {
        assertThatThrownBy(() -> BatchNormOnTinyBatches.isWide(new Trained.Gap(1, -1, -2)))
                .isInstanceOf(CouldNotJudge.class);
        assertThatThrownBy(() -> BatchNormOnTinyBatches.isWide(new Trained.Gap(1, Double.NaN, 1)))
                .isInstanceOf(CouldNotJudge.class)
                .hasMessageContaining("NaN");
    }

    @Test
    void no_example_is_held_against_its_own_target() {
        for (int trial = 0; trial < 40; trial++) {
            long[] others = Trained.others(RandomStream.of(trial, "order").permutation(9));

            assertThat(others).doesNotHaveDuplicates().hasSize(9);
            for (int i = 0; i < others.length; i++) {
                assertThat(others[i]).as("trial %d", trial).isNotEqualTo(i);
            }
        }
    }

    @Test
    void weights_that_start_at_zero_have_nothing_to_decay() {
        Finding finding = Fed.found(new WeightDecayTooStrong(), Subject.of(seed -> {
            Formula net = new Formula();
            Linear out = net.has("out", new Linear(5, 2, Init.zeros(), Init.zeros()));
            net.is(seed, out::forward);
            return new Fed(
                    seed, Task.classification(2), net, (row, epoch, slot) -> Fed.features(row, 5), (row, epoch, slot) ->
                            new float[] {row % 2});
        }));

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).contains("there is nothing to decay");
    }
}
