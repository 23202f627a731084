package io.souschef.check.skeleton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Losses;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputIndependentBaselineTest {
    @ParameterizedTest
    @EnumSource(names = {"MLP", "CONVNET", "NOISY_LABELS", "IMBALANCE", "FIFTY_WITH_BIAS", "LSTM"})
    void passes_where_the_input_helps(Healthy program) {
        Finding finding = new InputIndependentBaseline().run(program.from(1));

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
        assertThat(finding.measured()).contains("with zeros, after");
    }

    @ParameterizedTest
    @EnumSource(names = {"MLP", "CONVNET", "NOISY_LABELS", "FIFTY_WITH_BIAS"})
    void spares_the_other_seeds_only_where_the_first_is_better_by_half(Healthy program) {
        Blind.Measured measured = new Blind(0.05).measure(program.from(1));
        boolean half = measured.seeing()[0] < Math.min(measured.blind()[0], measured.ignorant()[0]) / 2;

        assertThat(measured.seeing()).hasSize(half ? 1 : 3);
        assertThat(measured.allBetter(0.05)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void spares_the_other_seeds_where_the_first_learns_nothing(long seed) {
        Blind.Measured measured = new Blind(0.05)
                .measure(Subject.of(s -> new MadeProgram(
                                MadeData.PICTURES, Healthy.task(MadeData.PICTURES), new Mlp(s, 64, 32, 8), 1e-7, 32, s))
                        .withSeed(seed));

        assertThat(measured.steps()).isEqualTo(300);
        assertThat(measured.seeing()).hasSize(1);
        assertThat(measured.learnt()).isFalse();
        assertThat(measured.constant()).isFalse();
    }

    @Test
    void a_net_that_there_was_no_time_to_train_is_not_said_to_be_constant() {
        LongFunction<TrainingProgram> quiet =
                seed -> new Preprocessed(MadeData.PICTURES, new Mlp(seed, 64, 32, 8), seed) {
                    @Override
                    Tensor prepared(Tensor input) {
                        return input.mul(1e-3);
                    }
                };
        Blind.Measured hasty = new Blind(0.05, 0).measure(Subject.of(quiet).withSeed(1));

        assertThat(hasty.inTime()).isFalse();
        assertThat(hasty.steps()).isEqualTo(20);
        assertThat(hasty.reach()[0]).isBetween(1e-6, 0.01);
        assertThat(hasty.constant()).isFalse();
    }

    @Test
    void a_constant_input_is_known_without_training() {
        Blind.Measured hasty =
                new Blind(0.05, 0).measure(Subject.of(seed -> prepared(seed, 0)).withSeed(1));

        assertThat(hasty.inTime()).isFalse();
        assertThat(hasty.constant()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void fails_when_the_pipeline_hands_over_zeros(long seed) {
        Finding finding = found(s -> prepared(s, 0), seed);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("the net says the same whichever example it is shown");
        assertThat(finding.fix())
                .startsWith("print the tensor that enters the net: it is constant, or next to nothing");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void fails_when_inputs_are_scaled_down_to_nothing(long seed) {
        Finding finding = found(s -> prepared(s, 1 / 255.0 / 255), seed);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("the net says the same whichever example it is shown");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void fails_when_the_net_loses_its_input(long seed) {
        Finding finding = found(
                s -> new MadeProgram(MadeData.RARE, Task.classification(2), new Mlp(s, 8, 32, 2), 3e-3, 32, s) {
                    @Override
                    public Tensor forward(Batch batch) {
                        return net().forward(batch.input().sub(20).relu());
                    }
                },
                seed);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.fix()).endsWith("if it isn't, follow it to the layer that loses it");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void fails_when_inputs_and_labels_belong_together_in_another_way_each_time(long seed) {
        AtomicInteger asked = new AtomicInteger();
        Finding finding = found(
                s -> new Preprocessed(MadeData.RARE, new Mlp(s, 8, 32, 2), s) {
                    @Override
                    Tensor prepared(Tensor input) {
                        long[] other = new long[(int) input.size(0)];
                        int[] order = RandomStream.of(asked.incrementAndGet(), "order")
                                .permutation(other.length);
                        for (int i = 0; i < other.length; i++) {
                            other[i] = order[i];
                        }
                        return input.indexSelect(0, Tensor.of(other, other.length));
                    }
                },
                seed);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("what the net is shown does not help it");
        assertThat(finding.measured()).contains("after 300 steps").contains("mean of 3 seeds");
        assertThat(finding.fix()).startsWith("look at inputs and labels just before the net");
    }

    /** An autoencoder of 64 grey pixels with a bottleneck of noise, and a divergence that is paid for what goes through it. */
    private static TrainingProgram variational(long seed, double charge) {
        Formula net = new Formula();
        Linear in = net.has("in", new Linear(64, 32));
        Linear code = net.has("code", new Linear(32, 8));
        Linear out = net.has("out", new Linear(4, 64));
        Tensor[] told = new Tensor[1];
        AtomicInteger draws = new AtomicInteger();
        net.is(seed, x -> {
            Tensor h = code.forward(in.forward(x.flatten()).relu());
            Tensor mean = h.narrow(1, 0, 4);
            Tensor log = h.narrow(1, 4, 4);
            told[0] = log.exp().add(mean.pow(2)).sub(1).sub(log).sum(1).mean().mul(0.5);
            Tensor noise =
                    RandomStream.of(seed, "noise").at(draws.getAndIncrement()).normal(0, 1, x.size(0), 4);
            return out.forward(net.isTraining() ? mean.add(log.mul(0.5).exp().mul(noise)) : mean);
        });
        return new Retargeted(
                MadeData.PICTURES,
                Task.multiLabel(64),
                net,
                1e-2,
                32,
                seed,
                batch -> new Batch.Content(
                        batch.inputs(),
                        batch.inputs()
                                .values()
                                .iterator()
                                .next()
                                .sub(1.5)
                                .sigmoid()
                                .flatten(),
                        batch.ids())) {
            @Override
            public Tensor loss(Tensor output, Batch batch) {
                return task().loss(output, batch.target()).add(told[0].mul(charge));
            }
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void what_inner_layers_are_charged_for_may_cost_more_than_it_is_worth(long seed) {
        assertThat(found(s -> variational(s, 1e-4), seed).outcome()).isEqualTo(Outcome.PASS);
        assertThatThrownBy(() -> found(s -> variational(s, 0.03), seed))
                .isInstanceOf(CouldNotJudge.class)
                .hasMessageStartingWith("the loss charges for what inner layers say of the inputs");
    }

    @Test
    void a_program_that_can_do_nothing_with_zeros_is_not_judged_by_them() {
        LongFunction<TrainingProgram> make = seed ->
                new MadeProgram(
                        MadeData.PICTURES, Healthy.task(MadeData.PICTURES), new Mlp(seed, 64, 32, 8), 3e-3, 32, seed) {
                    @Override
                    public Tensor forward(Batch batch) {
                        if (batch.input().abs().sum().item() == 0) {
                            throw new IllegalArgumentException("a sentence of no words");
                        }
                        return super.forward(batch);
                    }
                };

        assertThatThrownBy(() -> found(make, 1))
                .isInstanceOf(CouldNotJudge.class)
                .hasMessage("zeros for inputs are none to it: a sentence of no words");
    }

    private static TrainingProgram prepared(long seed, double factor) {
        return new Preprocessed(MadeData.PICTURES, new Mlp(seed, 64, 32, 8), seed) {
            @Override
            Tensor prepared(Tensor input) {
                return input.mul(factor);
            }
        };
    }

    private static Finding found(LongFunction<TrainingProgram> make, long seed) {
        return new InputIndependentBaseline().run(Subject.of(make).withSeed(seed));
    }

    /** Two inputs alike, of which the net sees one. */
    private static Finding twice(boolean compared) {
        return found(
                seed ->
                        new Retargeted(
                                MadeData.BLOBS,
                                Task.classification(4),
                                new Mlp(seed, 8, 32, 4),
                                3e-3,
                                32,
                                seed,
                                batch -> {
                                    Tensor one =
                                            batch.inputs().values().iterator().next();
                                    Map<String, Tensor> both = new LinkedHashMap<>();
                                    both.put("one", one);
                                    both.put("other", one.add(0.1));
                                    return new Batch.Content(both, batch.target(), batch.ids());
                                }) {
                            @Override
                            public double step(Batch batch) {
                                if (!compared) {
                                    return super.step(batch);
                                }
                                net().train();
                                optimizer().orElseThrow().zeroGrad();
                                Tensor output = forward(batch);
                                Tensor loss = loss(output, batch);
                                loss.add(Losses.mse(net().forward(batch.input("other")), output.detach()))
                                        .backward();
                                optimizer().orElseThrow().step();
                                return loss.item();
                            }
                        },
                1);
    }

    @Test
    void a_second_view_may_be_for_the_step_alone() {
        assertThat(twice(true).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_nothing_reads_one_of_two_inputs() {
        assertThat(twice(false).outcome()).isEqualTo(Outcome.FAIL);
    }
}
