package io.souschef.check.regularization;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Linear;
import io.souschef.tensor.DType;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import org.junit.jupiter.api.Test;

/** Nets that draw in both modes. */
class DropoutIgnoresModeTest {
    private interface Spread {
        /**
         * @param x what goes in
         * @param learnt what a layer makes of it
         */
        Tensor of(Tensor x, Tensor learnt);
    }

    /** A code that is drawn around its mean, as far as {@code spread} says. */
    private static Finding found(Spread spread) {
        return Fed.found(new DropoutIgnoresMode(), Subject.of(seed -> {
            RandomStream drawn = RandomStream.of(seed, "code");
            long[] draws = {0};
            Formula net = new Formula();
            Linear mean = net.has("mean", new Linear(5, 8));
            Linear wide = net.has("wide", new Linear(5, 8));
            Linear out = net.has("out", new Linear(8, 2));
            net.is(seed, x -> {
                Tensor noise = drawn.at(draws[0]++).normal(0, 1, x.size(0), 8);
                return out.forward(
                        mean.forward(x).add(spread.of(x, wide.forward(x)).mul(noise)));
            });
            return new Fed(
                    seed, Task.classification(2), net, (row, epoch, slot) -> Fed.features(row, 5), (row, epoch, slot) ->
                            new float[] {row % 2});
        }));
    }

    @Test
    void fails_when_noise_is_added_in_evaluation_too() {
        Finding finding = found((x, learnt) -> Tensor.full(0.3, DType.FLOAT32, x.size(0), 8));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("the net draws random numbers in evaluation mode");
    }

    @Test
    void a_code_is_drawn_on_purpose() {
        Finding finding = found((x, learnt) -> learnt.mul(0.5).exp());

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).contains("a spread that is learnt");
    }

    @Test
    void a_spread_may_be_kept_from_zero() {
        assertThat(found((x, learnt) -> learnt.exp().add(1).log().add(1e-3).reshape(x.size(0), 8))
                        .outcome())
                .isEqualTo(Outcome.SKIP);
    }

    @Test
    void fails_when_the_spread_is_that_of_the_input() {
        assertThat(found((x, learnt) -> x.mul(x).mean(1).unsqueeze(1).sqrt()).outcome())
                .isEqualTo(Outcome.FAIL);
    }

    /** Beside noise, a constant by which a root of what is learnt is multiplied. */
    @Test
    void fails_when_what_a_spread_is_multiplied_with_is_not_drawn() {
        Finding finding = Fed.found(new DropoutIgnoresMode(), Subject.of(seed -> {
            RandomStream drawn = RandomStream.of(seed, "noise");
            long[] draws = {0};
            Formula net = new Formula();
            Linear in = net.has("in", new Linear(5, 8));
            Linear out = net.has("out", new Linear(8, 2));
            net.is(
                    seed,
                    x -> out.forward(in.forward(x)
                            .exp()
                            .mul(Tensor.full(0.5, DType.FLOAT32, x.size(0), 8))
                            .add(drawn.at(draws[0]++).normal(0, 1, x.size(0), 8))));
            return new Fed(
                    seed, Task.classification(2), net, (row, epoch, slot) -> Fed.features(row, 5), (row, epoch, slot) ->
                            new float[] {row % 2});
        }));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
    }
}
