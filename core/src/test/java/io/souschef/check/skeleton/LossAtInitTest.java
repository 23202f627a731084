package io.souschef.check.skeleton;

import static io.souschef.check.skeleton.Healthy.program;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Init;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossAtInitTest {
    @Test
    void expects_even_bets_or_bets_by_the_shares() {
        Finding balanced = new LossAtInit().run(Healthy.MLP.from(1));
        Finding labels = new LossAtInit().run(Healthy.MULTI_LABEL.from(1));
        Finding tokens = new LossAtInit().run(Healthy.GPT.from(1));

        assertThat(balanced.expected()).startsWith("ln 4, or 1.38").contains("1.3863, allowed 1.13");
        assertThat(balanced.measured()).contains("nats, mean of 10 fresh nets on 128 examples each");
        assertThat(labels.expected()).startsWith("ln 2, or").contains(": 0.6931, allowed");
        assertThat(tokens.expected()).startsWith("ln 11, or 2.39");
    }

    @Test
    void takes_an_imbalanced_set_with_and_without_the_bias_for_sound() {
        assertThat(new LossAtInit().run(Healthy.IMBALANCE.from(3)).outcome()).isEqualTo(Outcome.PASS);
        assertThat(new LossAtInit().run(Healthy.IMBALANCE_WITH_BIAS.from(3)).outcome())
                .isEqualTo(Outcome.PASS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void fails_above_when_the_weights_of_the_head_are_ten_times_too_large(long seed) {
        Finding finding =
                found(s -> program(MadeData.PICTURES, Healthy.scaled(Healthy.convNet(s), 10), 3e-3, 32, s), seed);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("the net starts out confidently wrong");
        assertThat(finding.fix())
                .isEqualTo(
                        "shrink the weights of the last layer, and set its bias to the log of the class shares, or to the mean of"
                                + " the targets; check that inputs are normalised");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void fails_above_when_pixels_are_not_normalised(long seed) {
        Finding finding = found(
                s -> new Preprocessed(MadeData.BLOBS, new Mlp(s, 8, 32, 4), s) {
                    @Override
                    Tensor prepared(Tensor input) {
                        return input.add(3).mul(40);
                    }
                },
                seed);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.fix()).endsWith("check that inputs are normalised");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void fails_above_when_targets_have_a_mean_of_50_that_training_does_without_for_long(long seed) {
        Finding finding = found(s -> program(MadeData.FIFTY, new Mlp(s, 8, 32, 1), 1e-4, 32, s), seed);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.expected()).startsWith("the variance of the targets: ");
        assertThat(finding.fix()).contains("set its bias").contains("to the mean of the targets");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void warns_where_only_the_mean_is_off_and_is_soon_learnt(long seed) {
        Finding finding = found(s -> program(MadeData.FIFTY, new Mlp(s, 8, 32, 1), 1e-2, 32, s), seed);

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.cause()).isEqualTo("the net starts out at another mean than that of the targets");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void numbers_that_are_too_large_fail_whatever_their_mean(long seed) {
        Finding finding =
                found(s -> program(MadeData.STANDARDISED, Healthy.scaled(new Mlp(s, 8, 32, 1), 10), 1e-2, 32, s), seed);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("the net starts out confidently wrong");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void warns_where_some_sound_nets_start_too(long seed) {
        Finding finding =
                found(s -> program(MadeData.PICTURES, Healthy.scaled(Healthy.convNet(s), 5), 3e-3, 32, s), seed);

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
    }

    /** All weights so many times as large as He et al. draw them. */
    private static TrainingProgram drawn(long seed, double times) {
        Formula net = new Formula();
        Linear in = net.has("in", new Linear(8, 48, Init.normal(times * Math.sqrt(2 / 8.0)), Init.zeros()));
        Linear out = net.has("out", new Linear(48, 4, Init.normal(times * Math.sqrt(2 / 48.0)), Init.zeros()));
        net.is(seed, x -> out.forward(in.forward(x).relu()).mul(HE_NOISE));
        return program(MadeData.BLOBS, net, 3e-3, 32, seed);
    }

    /** As much as dropping weights makes of it. */
    private static final double HE_NOISE = 1.7;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void warns_where_weights_and_inputs_are_no_larger_than_usual(long seed) {
        assertThat(found(s -> drawn(s, 1), seed).outcome()).isEqualTo(Outcome.WARN);
        assertThat(found(s -> drawn(s, 2), seed).outcome()).isEqualTo(Outcome.FAIL);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void fails_where_usual_weights_make_logits_that_are_made_larger(long seed) {
        Finding finding = found(
                s -> {
                    Formula net = new Formula();
                    Linear head = net.has("head", new Linear(8, 4));
                    net.is(s, x -> head.forward(x).mul(30));
                    return program(MadeData.BLOBS, net, 3e-3, 32, s);
                },
                seed);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("the net starts out confidently wrong");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_mean_that_is_less_than_two_deviations_off_is_no_matter(long seed) {
        Finding finding = found(s -> off(s, 1.4), seed);

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
        assertThat(finding.expected()).endsWith(", and what a mean costs that is at most two deviations off");
        assertThat(found(s -> off(s, 3), seed).cause())
                .isEqualTo("the net starts out at another mean than that of the targets");
    }

    /** A net that starts out so far from the targets' mean. */
    private static TrainingProgram off(long seed, double deviations) {
        Formula net = new Formula();
        Linear head = net.has("head", new Linear(8, 1, Init.normal(0.01), Init.constant(deviations)));
        net.is(seed, head::forward);
        return program(MadeData.STANDARDISED, net, 1e-2, 32, seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void warns_below_when_the_label_is_in_the_input_and_weights_that_no_seed_drew_know_it(long seed) {
        Finding finding = found(LabelInInput::new, seed);

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.cause()).isEqualTo("the net knows the answer untrained");
        assertThat(finding.fix())
                .isEqualTo(
                        "look for the label in the input, for weights that were trained before, for classes that never occur");
    }

    /** Whose weights were trained before, by the same program; and loaded into a net, or trained in it. */
    private static TrainingProgram taught(long seed, boolean loaded) {
        Mlp net = new Mlp(seed, 8, 32, 4);
        MadeProgram program = program(MadeData.BLOBS, net, 3e-3, 32, seed);
        Mlp teacher = loaded ? new Mlp(seed, 8, 32, 4) : net;
        MadeProgram before = loaded ? program(MadeData.BLOBS, teacher, 3e-3, 32, seed) : program;
        for (int epoch = 0; epoch < 10; epoch++) {
            for (Batch batch : before.training(epoch)) {
                try (batch) {
                    before.step(batch);
                }
            }
        }
        if (loaded) {
            try (Scope scope = Scope.open("load")) {
                net.load(teacher.state());
            }
            before.close();
        }
        return program;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_net_that_was_loaded_is_not_untrained(long seed) {
        assertThatThrownBy(() -> found(s -> taught(s, true), seed))
                .isInstanceOf(CouldNotJudge.class)
                .hasMessageStartingWith("the weights that were loaded know it: ");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void fails_below_when_the_net_was_trained_before_it_was_handed_over(long seed) {
        Finding finding = found(s -> taught(s, false), seed);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("the net knows the answer untrained");
    }

    /** A number that the first column nearly is, and what the net adds to it. */
    private static TrainingProgram corrected(long seed, boolean trained) {
        Formula net = new Formula();
        Mlp rest = net.has("rest", new Mlp(seed, 8, 32, 1));
        net.is(seed, x -> x.narrow(1, 0, 1).mul(0.7).add(rest.forward(x).mul(0.3)));
        MadeProgram program = program(MadeData.STANDARDISED, net, 1e-2, 32, seed);
        for (int epoch = 0; trained && epoch < 30; epoch++) {
            for (Batch batch : program.training(epoch)) {
                try (batch) {
                    program.step(batch);
                }
            }
        }
        return program;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void where_the_input_goes_past_the_weights_it_is_their_knowledge_that_counts(long seed) {
        assertThatThrownBy(() -> found(s -> corrected(s, false), seed))
                .isInstanceOf(CouldNotJudge.class)
                .hasMessageStartingWith("the input goes past the weights to the output: ");
        assertThat(found(s -> corrected(s, true), seed).cause()).isEqualTo("the net knows the answer untrained");
    }

    /** Cosines times a temperature; or, without {@code unit}, products that are as large as the weights make them. */
    private static TrainingProgram products(long seed, boolean unit) {
        Formula net = new Formula();
        Mlp body = net.has("body", new Mlp(seed, 8, 32, 6));
        Tensor classes = net.weight("classes", Init.normal(unit ? 1 : 12), 4, 6);
        net.is(
                seed,
                x -> unit
                        ? unit(body.forward(x))
                                .matmul(unit(classes).transpose(0, 1))
                                .mul(15)
                        : body.forward(x).matmul(classes.transpose(0, 1)));
        return program(MadeData.BLOBS, net, 3e-3, 32, seed);
    }

    private static Tensor unit(Tensor x) {
        return x.div(x.mul(x).sum(1).add(1e-8).sqrt().unsqueeze(1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void how_sure_cosines_start_out_says_their_temperature(long seed) {
        assertThatThrownBy(() -> found(s -> products(s, true), seed))
                .isInstanceOf(CouldNotJudge.class)
                .hasMessageStartingWith("a temperature says how large the logits are");
        assertThat(found(s -> products(s, false), seed).cause()).isEqualTo("the net starts out confidently wrong");
    }

    private static Finding found(LongFunction<TrainingProgram> make, long seed) {
        return new LossAtInit().run(Subject.of(make).withSeed(seed));
    }

    /** Four numbers more: the label, one-hot; and a net that was trained before. */
    private static final class LabelInInput extends MadeProgram {
        LabelInInput(long seed) {
            super(MadeData.BLOBS, Task.classification(4), trained(seed), 3e-3, 32, seed);
        }

        private static Mlp trained(long seed) {
            Mlp net = new Mlp(seed, 12, 4);
            float[] weights = new float[4 * 12];
            for (int k = 0; k < 4; k++) {
                weights[k * 12 + 8 + k] = 3;
            }
            try (Scope scope = Scope.open("weights");
                    NoGrad off = NoGrad.open()) {
                net.head().weight().copyInPlace(Tensor.of(weights, 4, 12));
            }
            return net;
        }

        @Override
        public Tensor forward(Batch batch) {
            Tensor leak = batch.target().oneHot(4).to(io.souschef.tensor.DType.FLOAT32);
            return net().forward(Tensor.cat(Arrays.asList(batch.input(), leak), 1));
        }
    }
}
