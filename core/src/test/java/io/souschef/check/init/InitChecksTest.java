package io.souschef.check.init;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.Fed;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.check.skeleton.MadeData;
import io.souschef.check.skeleton.MadeProgram;
import io.souschef.check.skeleton.Retargeted;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Init;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How nets start, on purpose and by mistake. */
class InitChecksTest {
    private static Finding found(Check check, long seed, LongFunction<TrainingProgram> make) {
        return Fed.found(check, Subject.of(make).withSeed(seed));
    }

    /** Numbers of mean three and deviation one. */
    private static TrainingProgram three(long seed, double rate) {
        return new Retargeted(
                MadeData.STANDARDISED,
                Task.regression(),
                new Mlp(seed, 8, 32, 1),
                rate,
                32,
                seed,
                batch -> new Batch.Content(batch.inputs(), batch.target().add(3), batch.ids()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_mean_that_the_first_steps_make_up_for_is_a_warning(long seed) {
        Finding finding = found(new FinalBiasNotSet(), seed, s -> three(s, 1e-2));

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.measured()).contains("of their deviations apart, made up within");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_mean_that_is_still_missing_after_300_steps_fails(long seed) {
        Finding finding = found(new FinalBiasNotSet(), seed, s -> three(s, 1e-5));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.measured()).endsWith(", and after 300 steps still");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_quantile_is_not_the_mean(long seed) {
        Finding finding = found(
                new FinalBiasNotSet(),
                seed,
                s -> new MadeProgram(MadeData.STANDARDISED, Task.regression(), quantile(s), 1e-2, 32, s) {
                    @Override
                    public Tensor loss(Tensor output, Batch batch) {
                        Tensor error = batch.target().sub(output);
                        return error.mul(0.99).maximum(error.mul(-0.01)).mean();
                    }
                });

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).isEqualTo("the program's own loss gains nothing by the mean of the targets");
    }

    private static Formula quantile(long seed) {
        Formula net = new Formula();
        Linear head = net.has("head", new Linear(8, 1, Init.normal(0.05), Init.constant(2.5)));
        return net.is(seed, head::forward);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nets_that_say_far_too_much_or_too_little_by_their_seed_have_another_cause(long seed) {
        Finding finding = found(
                new FinalBiasNotSet(),
                seed,
                s -> new Retargeted(
                        MadeData.STANDARDISED,
                        Task.regression(),
                        weights(s),
                        1e-5,
                        32,
                        s,
                        batch -> new Batch.Content(
                                Map.of(
                                        "x",
                                        batch.inputs()
                                                .values()
                                                .iterator()
                                                .next()
                                                .add(100)),
                                batch.target(),
                                batch.ids())));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).startsWith("what a fresh net says on average depends on its seed");
        assertThat(finding.fix()).doesNotContain("bias");
    }

    private static Formula weights(long seed) {
        Formula net = new Formula();
        Linear head = net.has("head", new Linear(8, 1, Init.normal(1), Init.zeros()));
        return net.is(seed, head::forward);
    }

    @Test
    void targets_that_are_all_alike_have_no_deviation() {
        Finding finding = found(
                new FinalBiasNotSet(),
                1,
                s -> new Retargeted(
                        MadeData.STANDARDISED,
                        Task.regression(),
                        new Mlp(s, 8, 32, 1),
                        1e-2,
                        32,
                        s,
                        batch -> new Batch.Content(
                                batch.inputs(), batch.target().mul(0).add(0.7), batch.ids())));

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).isEqualTo("all targets are equal");
    }

    private static Finding labelled(MadeData data, int classes, UnaryOperator<Tensor> labels) {
        return found(
                new FinalBiasNotSet(),
                1,
                s ->
                        new Retargeted(
                                data,
                                Task.classification(classes),
                                new Mlp(s, data == MadeData.HUNDRED ? 32 : 8, 32, classes),
                                3e-3,
                                16,
                                s,
                                batch -> new Batch.Content(batch.inputs(), labels.apply(batch.target()), batch.ids())) {
                            @Override
                            public Tensor loss(Tensor output, Batch batch) { // those without a label count for nothing
                                Tensor counts = batch.target().gt(-1).to(DType.FLOAT32);
                                return Losses.crossEntropyEach(
                                                output,
                                                batch.target()
                                                        .clamp(0, classes - 1)
                                                        .to(DType.INT64))
                                        .mul(counts)
                                        .mean();
                            }
                        });
    }

    @Test
    void examples_without_a_label_have_no_share() {
        Finding finding = labelled(
                MadeData.BLOBS,
                4,
                target -> target.sub(target.eq(3).to(DType.INT64).mul(103)));

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void pairs_of_which_the_first_is_always_right_have_no_share() {
        Finding finding =
                labelled(MadeData.BLOBS, 4, target -> target.mul(0).add(1).to(DType.INT64));

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).startsWith("all 400 targets that were looked at are of one class");
    }

    @Test
    void a_few_examples_of_a_hundred_classes_are_uneven_by_chance() {
        assertThat(labelled(MadeData.HUNDRED, 100, target -> target).outcome()).isEqualTo(Outcome.PASS);
    }

    /** Weights of deviation one behind one of 48 places that is one, or behind 48 numbers of deviation one. */
    private static TrainingProgram behind(long seed, boolean places) {
        Formula net = new Formula();
        Linear table = net.has("table", new Linear(48, 4, Init.normal(1), Init.zeros()));
        net.is(seed, x -> {
            Tensor place =
                    x.narrow(1, 0, 1).add(3).mul(8).clamp(0, 47).to(DType.INT64).reshape(x.size(0));
            Tensor numbers = Tensor.cat(List.of(x, x, x, x, x, x), 1);
            return table.forward(places ? place.oneHot(48).to(DType.FLOAT32) : numbers);
        });
        return new MadeProgram(MadeData.BLOBS, Task.classification(4), net, 3e-3, 32, seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_table_behind_one_hot_rows_is_an_embedding(long seed) {
        assertThat(found(new InitialWeightsTooLarge(), seed, s -> behind(s, true))
                        .outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(found(new InitialWeightsTooLarge(), seed, s -> behind(s, false))
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    private static TrainingProgram deep(long seed, Init init) {
        Formula net = new Formula();
        Linear[] layers = new Linear[8];
        for (int i = 0; i < layers.length; i++) {
            layers[i] = net.has("fc" + i, new Linear(i == 0 ? 8 : 48, 48, init, Init.zeros()));
        }
        Linear head = net.has("head", new Linear(48, 4));
        net.is(seed, x -> {
            Tensor h = x;
            for (Linear layer : layers) {
                h = layer.forward(h).relu();
            }
            return head.forward(h);
        });
        return new MadeProgram(MadeData.BLOBS, Task.classification(4), net, 3e-3, 32, seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void layers_that_are_a_little_too_small_add_up(long seed) {
        assertThat(found(new InitialWeightsTooSmall(), seed, s -> deep(s, Init.normal(2 / 48.0)))
                        .outcome())
                .isEqualTo(Outcome.FAIL);
        assertThat(found(new InitialWeightsTooSmall(), seed, s -> deep(s, Init.torchDefault()))
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    /** A linear classifier twenty times too sure, behind scales and offsets that are learnt. */
    private static TrainingProgram scaled(long seed, Declared declared) {
        Formula net = new Formula();
        Linear teacher = net.has("teacher", new Linear(8, 4, Init.normal(7), Init.zeros()));
        Tensor scale = net.weight("scale", Init.ones(), 4);
        net.is(seed, x -> teacher.forward(x).mul(scale));
        return new MadeProgram(MadeData.BLOBS, Task.classification(4), net, 1e-3, 32, seed) {
            @Override
            public Declared declares() {
                return declared;
            }
        };
    }

    @Test
    void weights_that_are_not_drawn_do_not_start_too_large() {
        assertThat(found(
                        new InitialWeightsTooLarge(),
                        1,
                        s -> scaled(s, Declared.nothing().withFrozen(Set.of("teacher")))))
                .extracting(Finding::outcome)
                .isEqualTo(Outcome.SKIP);
        assertThat(found(new InitialWeightsTooLarge(), 1, s -> scaled(s, Declared.nothing())))
                .extracting(Finding::outcome)
                .isEqualTo(Outcome.FAIL);
    }
}
