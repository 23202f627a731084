package io.souschef.check.regularization;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Linear;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import org.junit.jupiter.api.Test;

/** A net that draws noise in training and drops nothing, with an optimiser that decays nothing. */
class RegularizationMissingTest {
    private static Finding found(Declared declared) {
        return Fed.found(new RegularizationMissing(), Subject.of(seed -> {
            RandomStream drawn = RandomStream.of(seed, "noise");
            long[] draws = {0};
            Formula net = new Formula();
            Linear out = net.has("out", new Linear(5, 2));
            net.is(seed, x -> {
                Tensor seen = net.isTraining() ? x.add(drawn.at(draws[0]++).normal(0, 0.1, x.size(0), 5)) : x;
                return out.forward(seen);
            });
            return new Fed(
                    seed, Task.classification(2), net, (row, epoch, slot) -> Fed.features(row, 5), (row, epoch, slot) ->
                            new float[] {row % 2}) {
                @Override
                public Declared declares() {
                    return declared;
                }
            };
        }));
    }

    @Test
    void noise_may_be_what_is_meant_by_dropout() {
        Finding finding = found(Declared.nothing().withDropout(0.2));

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause())
                .isEqualTo("nothing is dropped as declared, and something else is drawn in training");
    }

    @Test
    void a_dropout_that_can_not_be_told_hides_no_decay_that_is_missing() {
        Finding finding = found(Declared.nothing().withDropout(0.2).withWeightDecay(0.01));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("there is no weight decay, though it is declared");
    }
}
