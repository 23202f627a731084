package io.souschef.check.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.check.skeleton.MadeData;
import io.souschef.check.skeleton.MadeProgram;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Init;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearningRateUnfitTest {
    /** A likelihood has any unit: that of counts, or of a density, may be below zero. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_loss_below_zero_that_falls_falls(long seed) {
        assertThat(found(3e-3, 3, seed).outcome()).isEqualTo(Outcome.PASS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_rate_at_which_the_loss_rises_is_too_high_above_zero_and_below(long seed) {
        for (double less : new double[] {0, 3}) {
            Finding finding = found(3, less, seed);

            assertThat(finding.outcome()).as(finding.measured()).isEqualTo(Outcome.FAIL);
            assertThat(finding.cause()).startsWith("the learning rate is too high");
        }
    }

    /** A code has to follow what moves away from it: its loss is small at first, grows, and falls. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_loss_that_has_to_rise_before_it_falls_is_sound(long seed) {
        Finding finding = new LearningRateUnfit()
                .run(Subject.of(one -> {
                            Formula net = new Formula();
                            Mlp moves = net.has("moves", new Mlp(one, 8, 32, 1));
                            Tensor code = net.weight("code", Init.zeros(), 1);
                            net.is(one, x -> moves.forward(x).mul(4));
                            return new MadeProgram(MadeData.STANDARDISED, Task.regression(), net, 2e-2, 32, one) {
                                @Override
                                public Tensor loss(Tensor output, Batch batch) {
                                    Tensor gap = output.mean().sub(20);
                                    Tensor follows = output.detach().mean().sub(code.mul(8));
                                    return gap.mul(gap)
                                            .mul(1e-3)
                                            .add(follows.mul(follows).sum().mul(1e-2));
                                }
                            };
                        })
                        .withSeed(seed));
        assertThat(finding.outcome()).as(finding.measured()).isEqualTo(Outcome.PASS);
    }

    /** @param less taken off the loss */
    private static Finding found(double rate, double less, long seed) {
        return new LearningRateUnfit()
                .run(Subject.of(one ->
                                new MadeProgram(
                                        MadeData.STANDARDISED,
                                        Task.regression(),
                                        new Mlp(one, 8, 32, 1),
                                        rate,
                                        32,
                                        one) {
                                    @Override
                                    public Tensor loss(Tensor output, Batch batch) {
                                        return super.loss(output, batch).sub(less);
                                    }
                                })
                        .withSeed(seed));
    }
}
