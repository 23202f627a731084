package io.souschef.check.skeleton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.check.wiring.LossBroadcasts;
import io.souschef.data.Batch;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Init;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Functional;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.Map;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverfitOneBatchTest {
    @Test
    void passes_with_labels_and_predictions_side_by_side() {
        Finding finding = new OverfitOneBatch().run(Healthy.CONVNET.from(1));

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
        assertThat(finding.measured()).endsWith("8 of 8 right");
        Evidence.Grid table = (Evidence.Grid) finding.evidence().get(1);
        assertThat(table.rows()).hasSize(8).allSatisfy(row -> assertThat(row.get(1))
                .isEqualTo(row.get(2)));
        assertThat(table.rows())
                .extracting(row -> row.get(1))
                .as("every class once")
                .doesNotHaveDuplicates();
    }

    @Test
    void passes_on_numbers_when_each_is_met() {
        Finding finding = new OverfitOneBatch().run(Healthy.FIFTY_WITH_BIAS.from(1));

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
        Evidence.Grid table = (Evidence.Grid) finding.evidence().get(1);
        double[] errors = table.rows().stream()
                .mapToDouble(row -> Double.parseDouble(row.get(1)) - Double.parseDouble(row.get(2)))
                .toArray();
        assertThat(Arrays.stream(errors).map(Math::abs).max().orElseThrow()).isLessThan(5);
    }

    @Test
    void equal_inputs_with_different_labels_are_taken_once() {
        Finding finding = found(
                seed -> new Preprocessed(MadeData.NOISE, new Mlp(seed, 8, 32, 4), seed) {
                    @Override
                    Tensor prepared(Tensor input) {
                        return input.sigmoid().gt(0.5).to(DType.FLOAT32).narrow(1, 0, 2); // four different ones
                    }

                    @Override
                    public Tensor forward(Batch batch) {
                        return net().forward(Tensor.cat(
                                Arrays.asList(batch.input(), batch.input(), batch.input(), batch.input()), 1));
                    }
                },
                1);

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
        assertThat(finding.measured()).contains("on 4 examples");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void fails_when_a_softmax_stands_before_the_cross_entropy(long seed) {
        Finding finding = found(
                s -> new MadeProgram(MadeData.BLOBS, Task.classification(4), new Mlp(s, 8, 32, 4), 3e-3, 32, s) {
                    @Override
                    public Tensor forward(Batch batch) {
                        return super.forward(batch).softmax(1);
                    }
                },
                seed);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("the step can't fit even these");
        assertThat(finding.fix()).startsWith("check loss, gradients, rate and labels one by one");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void fails_when_nothing_is_ever_updated(long seed) {
        Finding finding = found(
                s -> new MadeProgram(MadeData.BLOBS, Task.classification(4), new Mlp(s, 8, 32, 4), 3e-3, 32, s) {
                    @Override
                    public double step(Batch batch) {
                        return loss(forward(batch), batch).item();
                    }
                },
                seed);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.measured()).contains("after 600 steps on 8 examples");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_loss_of_numbers_over_all_pairs_aims_at_their_mean_and_is_named_elsewhere(long seed) {
        LongFunction<TrainingProgram> pairs =
                s -> new MadeProgram(MadeData.STANDARDISED, Task.regression(), new Mlp(s, 8, 32, 1), 1e-2, 32, s) {
                    @Override
                    public Tensor loss(Tensor output, Batch batch) {
                        return output.squeeze(1).sub(batch.target()).pow(2).mean(); // [N] − [N, 1] is [N, N]
                    }
                };

        assertThatThrownBy(() -> found(pairs, seed))
                .isInstanceOf(CouldNotJudge.class)
                .hasMessageContaining("elsewhere than to the targets");
        assertThat(new LossBroadcasts().run(Subject.of(pairs).withSeed(seed)).outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void a_net_that_is_stuck_from_one_seed_alone_is_not_accused(long seed) {
        Finding finding = found(
                s -> new MadeProgram(MadeData.BLOBS, Task.classification(4), new Mlp(s, 8, 32, 4), 3e-3, 32, s) {
                    @Override
                    public double step(Batch batch) {
                        return s == seed ? loss(forward(batch), batch).item() : super.step(batch);
                    }
                },
                seed);

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void a_loss_that_is_gone_and_asks_for_other_answers_is_not_judged(long seed) {
        assertThatThrownBy(() -> found(
                        s -> new MadeProgram(MadeData.LABELS, Task.multiLabel(3), new Mlp(s, 8, 32, 3), 1e-2, 32, s) {
                            @Override
                            public Tensor loss(Tensor output, Batch batch) {
                                return task().loss(output, told(batch));
                            }
                        },
                        seed))
                .isInstanceOf(CouldNotJudge.class)
                .hasMessageContaining("it asks for other answers");
    }

    /** By a teacher that never sees the last label. */
    private static Tensor told(Batch batch) {
        return batch.target().mul(Tensor.of(new float[] {1, 1, 0}, 1, 3));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void a_loss_that_aims_elsewhere_is_not_judged(long seed) {
        assertThatThrownBy(() -> found(
                        s ->
                                new MadeProgram(
                                        MadeData.BLOBS, Task.classification(4), new Mlp(s, 8, 32, 4), 1e-2, 32, s) {
                                    @Override
                                    public Tensor loss(
                                            Tensor output,
                                            Batch batch) { // a teacher that takes the last two classes for one
                                        return task().loss(
                                                        output,
                                                        batch.target()
                                                                .clamp(0, 2)
                                                                .to(DType.INT64));
                                    }
                                },
                        seed))
                .isInstanceOf(CouldNotJudge.class)
                .hasMessageContaining("pulls its outputs elsewhere");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void grey_answers_cost_something_when_they_are_right(long seed) {
        assertThat(found(s -> dimmed(s, 1e-2), seed).outcome()).isEqualTo(Outcome.PASS);
        assertThat(found(
                                s ->
                                        new Retargeted(
                                                MadeData.LABELS,
                                                Task.multiLabel(3),
                                                new Mlp(s, 8, 32, 3),
                                                1e-2,
                                                32,
                                                s,
                                                OverfitOneBatchTest::grey) {
                                            @Override
                                            public Tensor loss(
                                                    Tensor output, Batch batch) { // all that it asks for is the mean
                                                return task().loss(
                                                                output,
                                                                batch.target()
                                                                        .mul(0)
                                                                        .add(0.5));
                                            }
                                        },
                                seed)
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void a_table_of_pairs_knows_one_answer_to_a_token(long seed) {
        Finding finding = found(
                s -> {
                    Formula net = new Formula();
                    Tensor table = net.weight("table", Init.normal(1), 10, 10);
                    net.is(s, x -> Functional.embedding(table, x));
                    return new Retargeted(MadeData.TOKENS, Task.nextToken(10), net, 0.3, 32, s, batch -> {
                        Tensor tokens = batch.inputs().values().iterator().next();
                        return new Batch.Content(
                                Map.of("input", tokens.clamp(0, 9).to(DType.INT64)),
                                batch.target().clamp(0, 9).to(DType.INT64),
                                batch.ids());
                    });
                },
                seed);

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
        assertThat(finding.measured()).doesNotContain("12 of 12");
    }

    /** Labels of 0.25 and 0.6 in place of no and yes. */
    private static Batch.Content grey(Batch.Content batch) {
        return new Batch.Content(batch.inputs(), batch.target().mul(0.35).add(0.25), batch.ids());
    }

    private static TrainingProgram dimmed(long seed, double rate) {
        return new Retargeted(
                MadeData.LABELS,
                Task.multiLabel(3),
                new Mlp(seed, 8, 32, 3),
                rate,
                32,
                seed,
                OverfitOneBatchTest::grey);
    }

    private static Finding found(LongFunction<TrainingProgram> make, long seed) {
        return new OverfitOneBatch().run(Subject.of(make).withSeed(seed));
    }

    @Test
    void a_line_can_be_laid_through_as_many_points_as_it_has_weights() {
        Finding finding = found(
                s -> new Retargeted(MadeData.BLOBS, Task.regression(), new Mlp(s, 2, 1), 1e-2, 32, s, batch -> {
                    float[] noise = new float[batch.ids().length];
                    for (int i = 0; i < noise.length; i++) {
                        noise[i] = (float) RandomStream.of(3, "noise").gaussian(batch.ids()[i]);
                    }
                    return Batch.Content.of(
                            batch.inputs().values().iterator().next().narrow(1, 0, 2),
                            Tensor.of(noise, noise.length, 1),
                            batch.ids());
                }),
                1);

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
        assertThat(finding.measured()).contains("on 3 examples");
    }

    @Test
    void one_example_by_heart_says_little() {
        assertThatThrownBy(() -> found(
                        s -> new Preprocessed(MadeData.NOISE, new Mlp(s, 8, 32, 4), s) {
                            @Override
                            Tensor prepared(Tensor input) {
                                return input.mul(0);
                            }
                        },
                        1))
                .isInstanceOf(CouldNotJudge.class)
                .hasMessageContaining("all the same");
    }

    @Test
    void a_loss_that_is_no_number_any_more_does_not_fall() {
        assertThatThrownBy(() -> found(
                        s ->
                                new MadeProgram(
                                        MadeData.BLOBS, Task.classification(4), new Mlp(s, 8, 32, 4), 3e-3, 32, s) {
                                    @Override
                                    public double step(Batch batch) {
                                        double loss = super.step(batch);
                                        try (NoGrad off = NoGrad.open()) {
                                            net().parameters()
                                                    .values()
                                                    .forEach(weight -> weight.mulInPlace(Double.NaN));
                                        }
                                        return loss;
                                    }
                                },
                        1))
                .isInstanceOf(CouldNotJudge.class)
                .hasMessageContaining("the loss is NaN")
                .hasMessageContaining("it is not finite");
    }

    /** Its loss leaves something over for ever: a tenth of every label is given to the other tokens. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void tokens_that_do_not_count_need_not_be_known(long seed) {
        Finding finding = found(
                s -> {
                    Formula net = new Formula();
                    Tensor table = net.weight("table", Init.normal(1), 10, 10);
                    net.is(s, x -> Functional.embedding(table, x));
                    return new Retargeted(
                            MadeData.TOKENS, Task.nextToken(10), net, 0.3, 32, s, OverfitOneBatchTest::halfAsked) {
                        @Override
                        public Tensor loss(Tensor output, Batch batch) {
                            return super.loss(output, batch)
                                    .add(output.logSoftmax(2).mean().mul(-0.1));
                        }
                    };
                },
                seed);

        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(Outcome.PASS);
    }

    /** One token after another, and then the last of them, which says nothing of what comes next. */
    private static Batch.Content halfAsked(Batch.Content batch) {
        long[] tokens = new long[batch.ids().length * 12];
        long[] next = new long[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = Math.min(5, i % 12);
            next[i] = i % 12 < 5 ? tokens[i] + 1 : Functional.IGNORE_INDEX;
        }
        return new Batch.Content(
                Map.of("input", Tensor.of(tokens, batch.ids().length, 12)),
                Tensor.of(next, batch.ids().length, 12),
                batch.ids());
    }
}
