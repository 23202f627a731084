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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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
}
