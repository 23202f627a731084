package io.souschef.check.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.Dealt;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.check.labels.LabelsNumberedDifferently;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Mlp;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Inputs of which there is no room for all, and splits of a few examples. */
class LargeAndSmallDataTest {
    private static final int WIDE = 9000;

    private static float[] wide(int row, int epoch) {
        float[] x = new float[WIDE];
        for (int i = 0; i < WIDE; i++) {
            x[i] = (row * 31 + i * 7) % 101 / 50f - 1 + 0.01f * ((epoch + 1) * 17 + i) % 3;
        }
        return x;
    }

    private static Subject wide(float last) {
        return Subject.of(seed -> Fed.table(
                seed,
                Task.classification(2),
                WIDE,
                2,
                (row, epoch, slot) -> {
                    float[] x = wide(row, epoch);
                    x[0] = row == Fed.ALL - 1 ? last : x[0];
                    return x;
                },
                (row, epoch, slot) -> new float[] {row % 2}));
    }

    @Test
    void the_same_examples_are_kept_in_every_epoch() {
        Streams streams = wide(0).measured(new Reading());

        assertThat(streams.first().kept()).hasSizeBetween(80, 150);
        assertThat(streams.draws(1)).hasSizeGreaterThan(80);
        assertThat(streams.idsNameExamples()).isTrue();
        assertThat(streams.varied()).isEqualTo(1);
    }

    @Test
    void a_number_that_is_none_is_seen_where_there_is_no_room_for_it() {
        assertThat(Fed.found(new NanInInputs(), wide(Float.NaN)).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(Fed.found(new NanInInputs(), wide(0)).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void an_example_that_is_padded_further_is_not_another() {
        Streams streams = Subject.of(
                        seed -> new Dealt(seed, Task.classification(2), new Mlp(seed, 6, 8, 2), (rows, epoch) -> {
                            int width = 3
                                    + IntStream.of(rows)
                                            .map(row -> row % 9 / 8)
                                            .max()
                                            .orElse(0);
                            float[] x = new float[rows.length * width];
                            long[] y = new long[rows.length];
                            for (int i = 0; i < rows.length; i++) {
                                System.arraycopy(Fed.features(rows[i], 3), 0, x, i * width, 3);
                                y[i] = rows[i] % 2;
                            }
                            return Batch.Content.of(
                                    Tensor.of(x, rows.length, width), Tensor.of(y, rows.length), Dealt.ids(rows));
                        }))
                .measured(new Reading());

        assertThat(streams.idsNameExamples()).isTrue();
        assertThat(streams.varied()).isZero();
    }

    /** A hundred examples, the numbers of ten of which were kept, as they are or noised. */
    private static Pass pass(int kept, float noise) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            float[] x = Fed.features(i, 40);
            for (int j = 0; j < x.length; j++) {
                x[j] += noise * Fed.features(1000 + i, 40)[j];
            }
            examples.add(new Example(i, i / 10, Pass.hash(x), true, i < kept ? x : new float[0], new float[] {i % 2}));
        }
        return new Pass(
                examples, List.of(10), 100, true, List.of(new Pass.Input("x", List.of(40L), true)), true, List.of());
    }

    @Test
    void examples_are_known_again_by_those_whose_numbers_were_kept() {
        Namesakes noised = Namesakes.of(pass(10, 0), pass(10, 0.5f));

        assertThat(noised.size()).isEqualTo(100);
        assertThat(noised.changed()).isEqualTo(100);
        assertThat(noised.own()).isGreaterThan(0.8);
        assertThat(noised.sameExamples()).isTrue();
        assertThat(Namesakes.of(pass(0, 0), pass(0, 1)).areKnown()).isFalse();
    }

    /** So many evaluation examples, which are alike in one feature. */
    private static Finding ofEvaluation(int examples) {
        return Fed.found(
                new EvaluationNormalisedDifferently(),
                Subject.of(seed ->
                        new Fed(
                                seed,
                                Task.classification(2),
                                new Mlp(seed, 6, 8, 2),
                                (row, epoch, slot) -> {
                                    float[] x = Fed.features(row, 6);
                                    x[5] = epoch < 0 ? 0.01f * row % 0.05f : x[5];
                                    return x;
                                },
                                (row, epoch, slot) -> new float[] {row % 2}) {
                            @Override
                            public Batches evaluation() {
                                return batches(
                                        IntStream.range(TRAIN, TRAIN + examples).toArray(), -1);
                            }
                        }));
    }

    @Test
    void two_examples_are_alike_in_a_feature_by_chance_and_many_are_not() {
        assertThat(ofEvaluation(3).outcome()).isEqualTo(Outcome.SKIP);
        assertThat(ofEvaluation(120).outcome()).isEqualTo(Outcome.FAIL);
    }

    /** Batches of three of six examples, each drawn anew, or an order of them that comes twice. */
    private static Finding ofSix(boolean anew) {
        return Fed.found(new ExamplesRepeated(), Subject.of(seed -> new Fed(seed, 4, 2) {
            @Override
            public Batches training(int epoch) {
                return Batches.of(20, 60, b -> batches(rows(epoch, b), epoch).open(0));
            }

            private int[] rows(int epoch, int b) {
                int[] order = RandomStream.of(seed, "six")
                        .at(epoch, anew ? b : b / 2 / 9)
                        .permutation(anew ? 6 : 60);
                int from = anew ? 0 : 3 * (b / 2);
                return IntStream.range(from, from + 3).map(i -> order[i]).toArray();
            }
        }));
    }

    @Test
    void a_batch_of_six_examples_comes_again_by_chance_and_one_of_many_does_not() {
        assertThat(ofSix(true).outcome()).isEqualTo(Outcome.SKIP);
        assertThat(ofSix(false).outcome()).isEqualTo(Outcome.FAIL);
    }

    /** Classes told by where an example lies, evaluation one class after the other; the last two have each other's number in training. */
    private static Finding sorted(boolean exchanged) {
        return Fed.found(
                new LabelsNumberedDifferently(),
                Subject.of(seed ->
                        new Fed(
                                seed,
                                Task.classification(4),
                                new Mlp(seed, 6, 8, 4),
                                (row, epoch, slot) -> {
                                    float[] x = Fed.features(row, 6);
                                    x[place(row, epoch)] += 4;
                                    return x;
                                },
                                (row, epoch, slot) -> {
                                    int place = place(row, epoch);
                                    boolean other = exchanged && epoch >= 0 && place >= 2;
                                    return new float[] {other ? 5 - place : place};
                                }) {
                            @Override
                            public Batches evaluation() {
                                return batches(
                                        IntStream.range(TRAIN, TRAIN + 500).toArray(), -1);
                            }
                        }));
    }

    private static int place(int row, int epoch) {
        return epoch < 0 ? (row - Fed.TRAIN) / 125 : row % 4;
    }

    @Test
    void all_classes_of_a_sorted_evaluation_are_looked_at() {
        assertThat(sorted(true).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(sorted(false).outcome()).isEqualTo(Outcome.PASS);
    }

    /** Numbers that nothing says anything of, 40 of them in either split, from {@code first} on. */
    private static Finding ofForty(int first) {
        Check check = new LabelsShuffled();
        return Fed.found(
                check,
                Subject.of(seed ->
                        new Fed(
                                seed,
                                Task.regression(),
                                new Mlp(seed, 4, 8, 1),
                                (row, epoch, slot) -> Fed.features(row, 4),
                                (row, epoch, slot) -> new float[] {
                                    (float) RandomStream.of(8, "targets").gaussian(row)
                                }) {
                            @Override
                            public Batches training(int epoch) {
                                int[] order =
                                        RandomStream.of(seed, "order").at(epoch).permutation(40);
                                return batches(
                                        IntStream.of(order).map(i -> first + i).toArray(), epoch);
                            }

                            @Override
                            public Batches evaluation() {
                                return batches(
                                        IntStream.range(first + 40, first + 80).toArray(), -1);
                            }
                        }));
    }

    @Test
    void forty_examples_seem_to_say_something_by_chance() {
        assertThat(ofForty(3520).outcome()).isEqualTo(Outcome.PASS);
        assertThat(ofForty(15840).outcome()).isEqualTo(Outcome.PASS);
    }
}
