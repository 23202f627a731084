package io.souschef.check.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.Dealt;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.check.augmentation.AugmentationRepeats;
import io.souschef.check.augmentation.EvaluationAugmented;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Mlp;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Sound data that are unlike most, each beside the bug that it is taken for. */
class UnusualDataTest {
    private static final int WIDTH = 6;

    private static Finding found(Check check, Task task, Fed.Made inputs, Fed.Made targets) {
        return Fed.found(
                check, Subject.of(seed -> Fed.table(seed, task, WIDTH, Math.max(1, task.outputs()), inputs, targets)));
    }

    private static float price(int row) {
        float[] x = Fed.features(row, WIDTH);
        return x[0] + 0.6f * x[1] * x[2];
    }

    private static float[] withLast(int row, double last) {
        float[] x = Fed.features(row, WIDTH);
        x[WIDTH - 1] = (float) last;
        return x;
    }

    private static Outcome ofPrices(Fed.Made inputs) {
        return found(new TargetInInput(), Task.regression(), inputs, (row, epoch, slot) -> new float[] {price(row)})
                .outcome();
    }

    @Test
    void a_time_may_count_as_ids_do_and_a_list_that_is_sorted_may_not() {
        assertThat(ofPrices((row, epoch, slot) -> withLast(row, row / 100.0))).isEqualTo(Outcome.PASS);

        Finding sorted = found(
                new TargetInInput(),
                Task.regression(),
                (row, epoch, slot) -> withLast(row, row / 100.0),
                (row, epoch, slot) -> new float[] {(float) Math.sqrt(row)});
        assertThat(sorted.outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void fails_when_the_target_s_exponential_is_a_feature() {
        assertThat(ofPrices((row, epoch, slot) -> withLast(row, Math.exp(price(row)))))
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void yesterday_s_number_may_be_today_s_on_some_days() {
        assertThat(ofPrices(
                        (row, epoch, slot) -> withLast(row, row % 3 == 0 ? price(row) : Fed.features(row, WIDTH)[5])))
                .isEqualTo(Outcome.PASS);
    }

    private static Outcome ofClasses(Check check, Fed.Made inputs) {
        return found(check, Task.classification(3), inputs, (row, epoch, slot) -> new float[] {row % 3})
                .outcome();
    }

    @Test
    void examples_that_hold_nothing_are_no_copies_and_others_are() {
        Fed.Made silent = (row, epoch, slot) -> row % 10 == 0 ? new float[WIDTH] : Fed.features(row, WIDTH);
        Fed.Made copied = (row, epoch, slot) -> Fed.features(row % 10 == 0 ? row % 60 : row, WIDTH);

        assertThat(ofClasses(new ConflictingLabels(), silent)).isEqualTo(Outcome.PASS);
        assertThat(ofClasses(new DuplicateExamples(), silent)).isEqualTo(Outcome.PASS);
        assertThat(ofClasses(new TrainInValidation(), silent)).isEqualTo(Outcome.PASS);
        assertThat(ofClasses(new DuplicateExamples(), copied)).isEqualTo(Outcome.FAIL);
        assertThat(ofClasses(new TrainInValidation(), copied)).isEqualTo(Outcome.FAIL);
    }

    @Test
    void each_input_may_be_measured_again() {
        Finding finding = found(
                new ConflictingLabels(),
                Task.regression(),
                (row, epoch, slot) -> Fed.features(row / 3, WIDTH),
                (row, epoch, slot) -> new float[] {price(row)});

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
    }

    /** Unknown numbers, which the net's author fills in, or doesn't. */
    private static Outcome ofUnknown(boolean filled) {
        Fed.Made inputs = (row, epoch, slot) -> withLast(row, row % 7 == 0 ? Double.NaN : 1);
        return Fed.found(
                        new NanInInputs(),
                        Subject.of(seed ->
                                new Fed(
                                        seed,
                                        Task.classification(3),
                                        new Mlp(seed, WIDTH, 16, 3),
                                        inputs,
                                        (row, epoch, slot) -> new float[] {row % 3}) {
                                    @Override
                                    public Tensor forward(Batch batch) {
                                        Tensor x = batch.input();
                                        Tensor known = x.isFinite()
                                                .where(x, Tensor.zeros(x.shape().toArray()));
                                        return net.forward(filled ? known : x);
                                    }
                                }))
                .outcome();
    }

    @Test
    void numbers_that_are_unknown_may_be_filled_in_by_the_net() {
        assertThat(ofUnknown(true)).isEqualTo(Outcome.PASS);
        assertThat(ofUnknown(false)).isEqualTo(Outcome.FAIL);
    }

    /** @param own what is added to an example, from this seed */
    private static Outcome ofSeeds(Check check, double same, double own, double scale) {
        return Fed.found(
                        check,
                        Subject.of(seed -> Fed.table(
                                seed,
                                Task.classification(3),
                                WIDTH,
                                3,
                                (row, epoch, slot) -> {
                                    float[] x = new float[WIDTH];
                                    RandomStream noise =
                                            RandomStream.of(seed, "made").at(row);
                                    for (int i = 0; i < WIDTH; i++) {
                                        double shape = 2 * Math.cos(i + row % 3);
                                        x[i] = (float) ((1 + scale * seed)
                                                * (shape
                                                        + same * Fed.features(row, WIDTH)[i]
                                                        + own * noise.gaussian(i)));
                                    }
                                    return x;
                                },
                                (row, epoch, slot) -> new float[] {row % 3})))
                .outcome();
    }

    @Test
    void data_may_be_made_from_the_seed_or_scaled_by_it_and_not_be_noised_by_it() {
        assertThat(ofSeeds(new EvaluationAugmented(), 0, 1, 0)).isEqualTo(Outcome.PASS);
        assertThat(ofSeeds(new AugmentationRepeats(), 0, 1, 0)).isEqualTo(Outcome.PASS);
        assertThat(ofSeeds(new EvaluationAugmented(), 1, 0, 0.1)).isEqualTo(Outcome.PASS);
        assertThat(ofSeeds(new AugmentationRepeats(), 1, 0, 0.1)).isEqualTo(Outcome.PASS);
        assertThat(ofSeeds(new EvaluationAugmented(), 1, 0.3, 0)).isEqualTo(Outcome.FAIL);
        assertThat(ofSeeds(new AugmentationRepeats(), 1, 0.3, 0)).isEqualTo(Outcome.FAIL);
    }

    /** Classes of noise, with ids that a test makes of the rows. */
    private static Finding ofIds(Check check, boolean places) {
        return Fed.found(
                check,
                Subject.of(seed ->
                        new Dealt(seed, Task.classification(3), new Mlp(seed, WIDTH, 16, 3), (rows, epoch) -> {
                            float[] x = new float[rows.length * WIDTH];
                            for (int i = 0; i < rows.length; i++) {
                                System.arraycopy(Fed.features(rows[i], WIDTH), 0, x, i * WIDTH, WIDTH);
                            }
                            long[] y = Arrays.stream(rows)
                                    .mapToLong(row -> row % 3)
                                    .toArray();
                            long[] ids =
                                    places ? LongStream.range(0, rows.length).toArray() : Dealt.ids(rows);
                            return Batch.Content.of(Tensor.of(x, rows.length, WIDTH), Tensor.of(y, rows.length), ids);
                        }) {
                            @Override
                            public Declared declares() {
                                return Declared.nothing().carryingState();
                            }
                        }));
    }

    @Test
    void ids_may_number_the_places_in_a_batch() {
        assertThat(ofIds(new ExamplesRepeated(), true).outcome()).isEqualTo(Outcome.SKIP);
        assertThat(ofIds(new ExamplesDropped(), true).outcome()).isEqualTo(Outcome.SKIP);
        assertThat(ofIds(new ExamplesRepeated(), false).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void who_carries_a_state_on_keeps_an_order() {
        assertThat(ofIds(new SameOrderEveryEpoch(), false).outcome()).isEqualTo(Outcome.SKIP);
        assertThat(ofIds(new NotShuffled(), false).outcome()).isEqualTo(Outcome.SKIP);
    }

    private static Outcome ofDraws(double noise, boolean shuffled) {
        return found(
                        new LabelsShuffled(),
                        Task.regression(),
                        (row, epoch, slot) -> Fed.features(row, WIDTH),
                        (row, epoch, slot) -> new float[] {
                            (float) (price(shuffled ? (row + 97 * (epoch + 1)) % 240 : row)
                                    + noise
                                            * RandomStream.of(4, "draws")
                                                    .at(epoch + 1)
                                                    .gaussian(row))
                        })
                .outcome();
    }

    @Test
    void targets_may_be_drawn_around_a_truth_and_not_be_another_s() {
        assertThat(ofDraws(0.2, false)).isNotEqualTo(Outcome.FAIL);
        assertThat(ofDraws(0, true)).isEqualTo(Outcome.FAIL);
    }
}
