package io.souschef.check.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Conv2d;
import io.souschef.nn.Mlp;
import io.souschef.nn.Sequential;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Codes, gaps, whole numbers and bytes: what they are, and what they are not. */
class UnusualNumbersTest {
    private static final int WIDTH = 6;
    private static final float CODE = -999;
    private static final int[] COPRIME = {7, 11, 13, 17, 19, 23};

    private static Finding found(Check check, Fed.Made inputs) {
        return found(check, Task.classification(3), inputs, (row, epoch, slot) -> new float[] {row % 3});
    }

    private static Finding found(Check check, Task task, Fed.Made inputs, Fed.Made targets) {
        return Fed.found(
                check, Subject.of(seed -> Fed.table(seed, task, WIDTH, Math.max(1, task.outputs()), inputs, targets)));
    }

    private static float[] with(int row, int column, double number) {
        float[] x = Fed.features(row, WIDTH);
        x[column] = (float) number;
        return x;
    }

    @Test
    void what_is_no_number_from_the_second_epoch_on_is_looked_at() {
        Finding finding = found(
                new NanInInputs(),
                (row, epoch, slot) -> with(row, 2, epoch >= 1 && row == 7 ? Double.NaN : Fed.features(row, WIDTH)[2]));

        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.FAIL);
        assertThat(finding.measured()).contains("first example 7, number 2 of its inputs");
    }

    /** A number that is unknown for most examples, in a net that makes something else of it before its first weights. */
    private static Finding unknown(boolean standardised, boolean filled, boolean second) {
        return Fed.found(
                new MissingValuesAsNumbers(),
                Subject.of(seed ->
                        new Fed(
                                seed,
                                Task.classification(3),
                                new Mlp(seed, WIDTH, 16, 3),
                                (row, epoch, slot) -> {
                                    float[] x = Fed.features(row, WIDTH);
                                    x[0] = row % 5 < 3 ? CODE : x[0];
                                    x[1] = second && row % 80 == 0 ? CODE : x[1];
                                    return x;
                                },
                                (row, epoch, slot) -> new float[] {row % 3}) {
                            @Override
                            public Tensor forward(Batch batch) {
                                Tensor x = batch.input();
                                Tensor first = Tensor.of(new float[] {1, 0, 0, 0, 0, 0}, 1, WIDTH);
                                if (filled) {
                                    Tensor known =
                                            x.add(first.neg().add(1).mul(5000)).gt(CODE + 1);
                                    x = known.where(x, Tensor.zeros(x.shape().toArray()));
                                }
                                if (standardised) {
                                    x = x.sub(first.mul(-600))
                                            .div(first.mul(488).add(1));
                                }
                                return net.forward(x);
                            }
                        }));
    }

    @Test
    void a_code_that_was_standardised_is_no_filling() {
        assertThat(unknown(true, false, false).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(unknown(false, true, false).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_code_in_one_column_is_not_hidden_by_the_filling_of_another() {
        assertThat(unknown(false, true, true).outcome()).isEqualTo(Outcome.FAIL);
    }

    /** Two angles, all of whose degrees occur once or twice: whole, or over the largest of both splits. */
    private static Finding angles(double scale) {
        return found(new ScalerFittedOnAllData(), (row, epoch, slot) -> {
            float[] x = new float[WIDTH];
            for (int i = 0; i < WIDTH; i++) {
                x[i] = (float) (row * COPRIME[i] % 360 * scale);
            }
            return x;
        });
    }

    @Test
    void whole_degrees_end_where_they_do_by_themselves() {
        assertThat(angles(1).outcome()).isEqualTo(Outcome.PASS);
        assertThat(angles(1 / 359.0).outcome()).isEqualTo(Outcome.FAIL);
    }

    /** Features of so small a scale, times ten in evaluation. */
    private static Outcome scaled(double scale) {
        return found(new EvaluationNormalisedDifferently(), (row, epoch, slot) -> {
                    float[] x = Fed.features(row, WIDTH);
                    for (int i = 0; i < WIDTH; i++) {
                        x[i] *= (float) (epoch < 0 ? 10 * scale : scale);
                    }
                    return x;
                })
                .outcome();
    }

    @Test
    void tiny_numbers_are_compared_as_others_are() {
        assertThat(scaled(1)).isEqualTo(Outcome.FAIL);
        assertThat(scaled(1e-7)).isEqualTo(Outcome.FAIL);
    }

    @Test
    void numbers_that_are_none_have_no_place_in_the_middle() {
        Streams streams = Subject.of(seed -> Fed.table(
                        seed,
                        Task.classification(3),
                        WIDTH,
                        3,
                        (row, epoch, slot) -> with(row, 0, row % 3 == 0 ? Double.NaN : row % 2),
                        (row, epoch, slot) -> new float[] {row % 3}))
                .measured(new Reading());
        MiddleRange range = MiddleRange.of(streams.first(), streams.first().groups());

        assertThat(range.width()[0]).isEqualTo(1);
        assertThat(range.middle()[0]).isBetween(0.0, 1.0);
    }

    @Test
    void ages_are_no_pixels() {
        Finding finding = found(new InputsNotNormalised(), (row, epoch, slot) -> with(row, 0, 20 + row % 90));
        Finding ages = found(new InputsNotNormalised(), (row, epoch, slot) -> {
            float[] x = new float[WIDTH];
            for (int i = 0; i < WIDTH; i++) {
                x[i] = 20 + (row * 7 + i) % 90;
            }
            return x;
        });

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(ages.cause()).isEqualTo("inputs that are not normalised");
    }

    @Test
    void training_may_be_all_of_one_level() {
        Finding finding = found(new ConstantInputs(), (row, epoch, slot) -> with(row, 3, epoch < 0 ? row % 4 : 1));

        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.WARN);
        assertThat(finding.cause()).startsWith("training is all of one level");
    }

    /** A number that a feature says, unknown for every seventh example. */
    private static float[] sum(int row) {
        float[] x = Fed.features(row, WIDTH);
        return new float[] {row % 7 == 0 ? Float.NaN : x[0] + x[1]};
    }

    @Test
    void a_target_that_is_unknown_for_some_is_a_copy_for_the_others() {
        Subject subject = Subject.of(seed -> Fed.table(
                seed,
                Task.regression(),
                WIDTH,
                1,
                (row, epoch, slot) -> {
                    float[] x = Fed.features(row, WIDTH);
                    x[4] = 3 * (x[0] + x[1]);
                    return x;
                },
                (row, epoch, slot) -> sum(row)));
        Finding finding = new TargetInInput().run(subject);

        assertThat(subject.measured(new Reading()).first().examples())
                .as("targets that nobody knows")
                .anyMatch(example -> Float.isNaN(example.target()[0]));
        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void sorted_numbers_some_of_which_are_unknown_are_sorted() {
        Finding finding = new NotShuffled()
                .run(Subject.of(seed ->
                        new Fed(
                                seed,
                                Task.regression(),
                                new Mlp(seed, WIDTH, 16, 1),
                                (row, epoch, slot) -> Fed.features(row, WIDTH),
                                (row, epoch, slot) -> new float[] {row % 7 == 0 ? Float.NaN : row}) {
                            @Override
                            public Batches training(int epoch) {
                                return batches(IntStream.range(0, TRAIN).toArray(), epoch);
                            }
                        }));

        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void black_and_white_are_called_by_the_first_way_that_fits() {
        Finding finding = Fed.found(
                new PretrainedMeanNotUsed(),
                Subject.of(seed ->
                        new Fed(
                                seed,
                                Task.classification(2),
                                new Sequential(new Conv2d(1, 2, 3)),
                                (row, epoch, slot) -> {
                                    float[] x = new float[36];
                                    for (int i = 0; i < x.length; i++) {
                                        x[i] = RandomStream.of(1, "ink").at(row).below(i, 2);
                                    }
                                    return x;
                                },
                                (row, epoch, slot) -> new float[] {row % 2}) {
                            @Override
                            protected long[] shape(float[] input) {
                                return new long[] {1, 6, 6};
                            }

                            @Override
                            public Declared declares() {
                                return Declared.nothing().withInputStatistics(List.of(0.1307), List.of(0.3081));
                            }
                        }));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("pixels from 0 to 1 enter without the checkpoint's mean");
    }
}
