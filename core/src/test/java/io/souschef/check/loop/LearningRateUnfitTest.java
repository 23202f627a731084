package io.souschef.check.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.check.skeleton.MadeData;
import io.souschef.check.skeleton.MadeProgram;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Dropout;
import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.nn.Relu;
import io.souschef.nn.Sequential;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.ArrayList;
import java.util.List;
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

    /** Rectified units are mostly dead after a few such steps, and the outputs nearly constant. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void a_rate_at_which_the_loss_stays_up_is_too_high(long seed) {
        Finding finding = classes(4, 0.5, 0, 0, seed);

        assertThat(finding.outcome()).as(finding.measured()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).startsWith("the learning rate is too high");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void dropout_or_noise_in_the_loss_may_keep_it_up_for_a_while(long seed) {
        for (Finding finding : List.of(
                classes(1, 1e-2, 0.8, 0, seed), classes(1, 3e-4, 0, 0.5, seed), classes(1, 1e-2, 0.5, 0.5, seed))) {
            assertThat(finding.outcome()).as(finding.measured()).isEqualTo(Outcome.PASS);
        }
    }

    /** Both weights go up all the time, and the loss that is told falls until the first is eight: nothing of that is a fault of the rate. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void a_loss_that_the_steps_don_t_lower_need_not_fall(long seed) {
        Finding finding = new LearningRateUnfit()
                .run(Subject.of(one -> {
                            Formula net = new Formula();
                            Tensor told = net.weight("told", Init.zeros(), 1);
                            Tensor beside = net.weight("beside", Init.zeros(), 1);
                            net.is(one, x -> x.narrow(1, 0, 1).mul(0).add(told));
                            return new MadeProgram(MadeData.STANDARDISED, Task.regression(), net, 1, 32, one) {
                                @Override
                                public Tensor loss(Tensor output, Batch batch) {
                                    return output.sub(8).div(16).abs().tanh().mean();
                                }

                                @Override
                                public double step(Batch batch) {
                                    optimizer().orElseThrow().zeroGrad();
                                    told.add(beside).sum().neg().backward();
                                    optimizer().orElseThrow().step();
                                    return loss(forward(batch), batch).item();
                                }
                            };
                        })
                        .withSeed(seed));

        assertThat(finding.outcome()).as(finding.measured()).isEqualTo(Outcome.PASS);
    }

    private static Finding classes(int hidden, double rate, double dropout, double noise, long seed) {
        return new LearningRateUnfit()
                .run(Subject.of(one -> {
                            List<Layer> layers =
                                    new ArrayList<>(List.of(new Linear(8, 16), new Relu(), new Dropout(dropout)));
                            for (int layer = 0; layer < hidden; layer++) {
                                layers.add(new Linear(16, 16));
                                layers.add(new Relu());
                            }
                            layers.add(new Linear(16, 4));
                            Layer net = new Sequential(layers.toArray(Layer[]::new));
                            net.initialize(one);
                            RandomStream random = RandomStream.of(one, "noise");
                            return new MadeProgram(MadeData.BLOBS, Task.classification(4), net, rate, 32, one) {
                                private int asked;

                                @Override
                                public Tensor loss(Tensor output, Batch batch) {
                                    return super.loss(output, batch).mul(1 + noise * random.gaussian(asked++));
                                }
                            };
                        })
                        .withSeed(seed));
    }

    /** One side wants what the other doesn't, and both can go only so far: what is reached at a good rate is no lower than the start. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_game_may_come_to_no_end(long seed) {
        Finding finding = new LearningRateUnfit()
                .run(Subject.of(one -> {
                            Formula net = new Formula();
                            Tensor follows = net.weight("follows", Init.zeros(), 1);
                            Tensor flees = net.weight("flees", Init.constant(0.01), 1);
                            net.is(one, x -> {
                                Tensor square = flees.mul(flees);
                                Tensor gap = follows.tanh()
                                        .sub(1)
                                        .sub(square.div(square.add(1)).mul(1.02));
                                return x.narrow(1, 0, 1).mul(0).add(gap);
                            });
                            return new MadeProgram(MadeData.STANDARDISED, Task.regression(), net, 0.1, 32, one) {
                                @Override
                                public Tensor loss(Tensor output, Batch batch) {
                                    return output.mul(output).mean();
                                }

                                @Override
                                public double step(Batch batch) {
                                    optimizer().orElseThrow().zeroGrad();
                                    Tensor loss = loss(forward(batch), batch);
                                    loss.backward();
                                    try (NoGrad off = NoGrad.open()) {
                                        flees.grad().orElseThrow().mulInPlace(-1);
                                    }
                                    optimizer().orElseThrow().step();
                                    return loss.item();
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
