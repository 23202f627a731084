package io.souschef.check.init;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Init;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Three classes, one of them rare; every second example has no label. */
class FinalBiasNotSetTest {
    private static Finding found(boolean rare) {
        return Fed.found(
                new FinalBiasNotSet(),
                Subject.of(seed -> Fed.table(
                        seed,
                        Task.classification(3),
                        2,
                        3,
                        (row, epoch, slot) ->
                                new float[] {(float) RandomStream.of(4, "rows").gaussian(row), 0.5f},
                        (row, epoch, slot) ->
                                new float[] {row % 2 == 0 ? -100 : !rare ? row % 3 : row % 31 == 0 ? 1 : 0})));
    }

    @Test
    void examples_without_a_label_have_no_class() {
        assertThat(found(false).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void the_shares_of_the_others_are_known_beforehand() {
        assertThat(found(true).outcome()).isEqualTo(Outcome.WARN);
    }

    /** Six labels at three times two places, yes one time in fourteen; every third is one that nobody gave. */
    private static Finding places(float bias) {
        return Fed.found(new FinalBiasNotSet(), Subject.of(seed -> {
            Formula net = new Formula();
            Linear linear = net.has("linear", new Linear(2, 6, Init.normal(0.01), Init.constant(bias)));
            net.is(seed, x -> linear.forward(x).reshape(-1, 3, 2));
            return new Fed(
                    seed, Task.multiLabel(6), net, (row, epoch, slot) -> Fed.features(row, 2), (row, epoch, slot) -> {
                        float[] y = new float[6];
                        for (int i = 0; i < 6; i++) {
                            y[i] = (row + i) % 3 == 0 ? -1 : (row + 5 * i) % 14 == 0 ? 1 : 0;
                        }
                        return y;
                    }) {
                @Override
                protected long[] targetShape(float[] target) {
                    return new long[] {3, 2};
                }

                @Override
                public Tensor loss(Tensor output, Batch batch) {
                    Tensor given = batch.target().gt(-0.5).to(DType.FLOAT32);
                    return Losses.binaryCrossEntropyEach(output, batch.target())
                            .mul(given)
                            .sum()
                            .div(given.sum());
                }
            };
        }));
    }

    @Test
    void labels_at_several_places_are_counted_place_by_place_and_only_where_given() {
        assertThat(places(0)).extracting(Finding::outcome).isEqualTo(Outcome.WARN);
        assertThat(places((float) Math.log(1 / 13.0)).outcome()).isEqualTo(Outcome.PASS);
    }

    /** Of {@code classes} one that comes as often as all others together; the shares may be added in training. */
    private static Finding tail(int classes, boolean adjusted) {
        return Fed.found(
                new FinalBiasNotSet(),
                Subject.of(seed ->
                        new Fed(
                                seed,
                                Task.classification(classes),
                                new Mlp(seed, 2, 16, classes),
                                (row, epoch, slot) -> Fed.features(row, 2),
                                (row, epoch, slot) -> new float[] {row % 12 != 0 ? 0 : 1 + row / 12 % (classes - 1)}) {
                            @Override
                            public Tensor loss(Tensor output, Batch batch) {
                                Tensor first =
                                        Tensor.arange(classes).neg().gt(-0.5).to(DType.FLOAT32);
                                Tensor logs = first.mul(11.0 / 12)
                                        .add(first.neg().add(1).mul(1.0 / 12 / (classes - 1)))
                                        .log();
                                return Losses.crossEntropy(
                                        adjusted && net.isTraining() ? output.add(logs) : output, batch.target());
                            }
                        }));
    }

    @Test
    void shares_that_are_added_in_training_are_no_matter_of_the_bias() {
        assertThat(tail(3, false).outcome()).isEqualTo(Outcome.WARN);
        assertThat(tail(3, true).outcome()).isEqualTo(Outcome.SKIP);
    }

    /** Of thirty classes ten come ten times as often as the others, which is worth 0.16 of what shares can be. */
    private static Finding many(int often) {
        return Fed.found(
                new FinalBiasNotSet(),
                Subject.of(seed -> Fed.table(
                        seed,
                        Task.classification(30),
                        2,
                        30,
                        (row, epoch, slot) -> Fed.features(row, 2),
                        (row, epoch, slot) -> new float[] {row % often == 0 ? 10 + row / often % 20 : row % 10})));
    }

    @Test
    void a_little_of_what_many_classes_cost_is_no_hockey_stick() {
        assertThat(many(6).outcome()).isEqualTo(Outcome.PASS);
        assertThat(many(24).outcome()).isEqualTo(Outcome.WARN);
    }

    /** One example in 120, none among the first 128 of an epoch, is a yes; a loss may make the two as dear. */
    private static Finding rare(double bias, double dear, boolean any) {
        return Fed.found(
                new FinalBiasNotSet(),
                Subject.of(seed ->
                        new Fed(
                                seed,
                                Task.multiLabel(1),
                                biased(seed, bias),
                                (row, epoch, slot) -> Fed.features(row, 2),
                                (row, epoch, slot) -> new float[] {any && row % 120 == 100 ? 1 : 0}) {
                            @Override
                            public Batches training(int epoch) {
                                return batches(
                                        IntStream.range(0, TRAIN)
                                                .map(i -> (i + 101) % TRAIN)
                                                .filter(row -> row != 220)
                                                .toArray(),
                                        epoch);
                            }

                            @Override
                            public Tensor loss(Tensor output, Batch batch) {
                                Tensor weight = batch.target().mul(dear - 1).add(1);
                                return Losses.binaryCrossEntropyEach(output, batch.target())
                                        .mul(weight)
                                        .mean();
                            }
                        }));
    }

    private static Formula biased(long seed, double bias) {
        Formula net = new Formula();
        Linear linear = net.has("linear", new Linear(2, 1, Init.normal(0.01), Init.constant(bias)));
        return net.is(seed, linear::forward);
    }

    @Test
    void a_class_that_a_few_batches_hold_none_of_is_looked_for_in_the_whole_epoch() {
        assertThat(rare(0, 1, true).outcome()).isEqualTo(Outcome.WARN);
        assertThat(rare(Math.log(1 / 238.0), 1, true).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_rare_class_that_is_dear_needs_no_bias_and_one_that_never_comes_can_not_be_judged() {
        assertThat(rare(0, 238, true).cause()).startsWith("the program's own loss weighs the classes");
        assertThat(rare(0, 1, false).cause()).startsWith("all 239 targets that were looked at are of one class");
    }

    /** Batches that are as others, but for their targets. */
    private static Batches retargeted(Batches all, UnaryOperator<Tensor> target) {
        return Batches.of(
                all.count(),
                all.examples(),
                b -> Batch.open("other targets", () -> {
                    Batch batch = all.open(b);
                    return new Batch.Content(batch.inputs(), target.apply(batch.target()), batch.ids());
                }));
    }

    /** Three classes as shares; the last two come with one example in 120, none among the first 128 of an epoch. */
    private static Finding readers(Init bias) {
        return Fed.found(new FinalBiasNotSet(), Subject.of(seed -> {
            Formula net = new Formula();
            Linear linear = net.has("linear", new Linear(2, 3, Init.normal(0.01), bias));
            return new Fed(
                    seed,
                    Task.classification(3),
                    net.is(seed, linear::forward),
                    (row, epoch, slot) -> Fed.features(row, 2),
                    (row, epoch, slot) -> new float[] {row == 100 ? 1 : 0}) {
                @Override
                public Batches training(int epoch) {
                    int[] rows = IntStream.range(0, TRAIN)
                            .map(i -> (i + 101) % TRAIN)
                            .toArray();
                    return retargeted(batches(rows, epoch), target -> {
                        Tensor rare = target.to(DType.FLOAT32).unsqueeze(1);
                        return Tensor.cat(List.of(rare.neg().add(1), rare.mul(0.6), rare.mul(0.4)), 1);
                    });
                }

                @Override
                public Tensor loss(Tensor output, Batch batch) {
                    return output.logSoftmax(1).mul(batch.target()).sum(1).neg().mean();
                }
            };
        }));
    }

    @Test
    void a_rare_class_among_shares_is_looked_for_as_well() {
        float[] logs = {(float) Math.log(0.996), (float) Math.log(0.6 / 240), (float) Math.log(0.4 / 240)};

        assertThat(readers(Init.zeros()).outcome()).isEqualTo(Outcome.WARN);
        assertThat(readers((stream, shape) -> Tensor.of(logs, 3)).outcome()).isEqualTo(Outcome.PASS);
    }

    /** Yes one time in twelve, smoothed. */
    private static Finding smoothed(double bias) {
        return Fed.found(
                new FinalBiasNotSet(),
                Subject.of(seed -> new Fed(
                        seed,
                        Task.multiLabel(1),
                        biased(seed, bias),
                        (row, epoch, slot) -> Fed.features(row, 2),
                        (row, epoch, slot) -> new float[] {row % 12 == 0 ? 0.98f : 0.02f})));
    }

    @Test
    void a_smoothed_yes_is_a_share_of_one() {
        assertThat(smoothed(0).outcome()).isEqualTo(Outcome.WARN);
        assertThat(smoothed(Math.log(0.1 / 0.9)).outcome()).isEqualTo(Outcome.PASS);
    }

    private enum End {
        SOFTMAX,
        LOG_SOFTMAX,
        SIGMOID
    }

    /** Two classes, one of them one time in twelve, of a net that gives their probabilities itself. */
    private static Finding ending(End end, double bias) {
        return Fed.found(new FinalBiasNotSet(), Subject.of(seed -> {
            Formula net = new Formula();
            Linear linear = net.has(
                    "linear",
                    new Linear(
                            2,
                            end == End.SIGMOID ? 1 : 2,
                            Init.normal(0.01),
                            (stream, shape) -> shape[0] == 1
                                    ? Tensor.full(bias, 1)
                                    : Tensor.of(new float[] {0, (float) bias}, 2)));
            net.is(seed, x -> switch (end) {
                case SOFTMAX -> linear.forward(x).softmax(1);
                case LOG_SOFTMAX -> linear.forward(x).logSoftmax(1);
                case SIGMOID -> linear.forward(x).sigmoid();
            });
            return new Fed(
                    seed,
                    end == End.SIGMOID ? Task.multiLabel(1) : Task.classification(2),
                    net,
                    (row, epoch, slot) -> Fed.features(row, 2),
                    (row, epoch, slot) -> new float[] {row % 12 == 0 ? 1 : 0}) {
                @Override
                public Tensor loss(Tensor output, Batch batch) {
                    Tensor yes = batch.target().to(DType.FLOAT32).reshape(-1);
                    Tensor no = yes.neg().add(1);
                    Tensor logs = end == End.LOG_SOFTMAX ? output : output.log();
                    Tensor other =
                            end == End.SIGMOID ? output.neg().add(1).log().select(1, 0) : logs.select(1, 0);
                    return logs.select(1, end == End.SIGMOID ? 0 : 1)
                            .mul(yes)
                            .add(other.mul(no))
                            .neg()
                            .mean();
                }
            };
        }));
    }

    @ParameterizedTest
    @EnumSource
    void a_net_may_give_probabilities_itself(End end) {
        assertThat(ending(end, 0).outcome()).isEqualTo(Outcome.WARN);
        assertThat(ending(end, Math.log(1 / 11.0)).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void batches_that_take_long_to_make_are_counted_as_well() {
        int[] slow = new int[1];
        Finding found = Fed.found(
                new FinalBiasNotSet(),
                Subject.of(seed ->
                        new Fed(
                                seed,
                                Task.multiLabel(1),
                                biased(seed, 0),
                                (row, epoch, slot) -> Fed.features(row, 2),
                                (row, epoch, slot) -> new float[] {row == 239 ? 1 : 0}) {
                            @Override
                            public Batches training(int epoch) {
                                Batches all = batches(IntStream.range(0, TRAIN).toArray(), epoch);
                                return Batches.of(all.count(), all.examples(), b -> {
                                    if (b >= 8 && slow[0]++ < 5) {
                                        sleep(230);
                                    }
                                    return all.open(b);
                                });
                            }
                        }));

        assertThat(found.outcome()).isEqualTo(Outcome.WARN);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
