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
import io.souschef.train.Task;
import org.junit.jupiter.api.Test;

/** Nets that draw in both modes. */
class DropoutIgnoresModeTest {
    /** @param learnt whether how far numbers are drawn apart is computed by the net; else it is a number */
    private static Finding found(boolean learnt) {
        return Fed.found(new DropoutIgnoresMode(), Subject.of(seed -> {
            RandomStream drawn = RandomStream.of(seed, "code");
            long[] draws = {0};
            Formula net = new Formula();
            Linear mean = net.has("mean", new Linear(5, 8));
            Linear spread = net.has("spread", new Linear(5, 8));
            Linear out = net.has("out", new Linear(8, 2));
            net.is(seed, x -> {
                Tensor noise = drawn.at(draws[0]++).normal(0, 1, x.size(0), 8);
                return out.forward(mean.forward(x)
                        .add(learnt ? spread.forward(x).mul(0.5).exp().mul(noise) : noise.mul(0.3)));
            });
            return new Fed(
                    seed, Task.classification(2), net, (row, epoch, slot) -> Fed.features(row, 5), (row, epoch, slot) ->
                            new float[] {row % 2});
        }));
    }

    @Test
    void fails_when_noise_is_added_in_evaluation_too() {
        Finding finding = found(false);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("the net draws random numbers in evaluation mode");
    }

    @Test
    void a_code_is_drawn_on_purpose() {
        Finding finding = found(true);

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).contains("a spread that is learnt");
    }
}
