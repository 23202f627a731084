package io.souschef.check.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Dealt;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Mlp;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows, pairs of rows, and a few tokens with what comes after them: drawn anew in each epoch, together or apart. */
class LabelsShuffledTest {
    private static final int WIDTH = 4, CLASSES = 3, TOKENS = 6;

    private static int kind(int row) {
        return row % CLASSES;
    }

    private static Tensor rows(int[] rows, IntUnaryOperator which) {
        float[] x = new float[rows.length * WIDTH];
        for (int i = 0; i < x.length; i++) {
            int row = which.applyAsInt(rows[i / WIDTH]);
            x[i] = (float) RandomStream.of(4, "rows").at(row).gaussian(i % WIDTH) + kind(row);
        }
        return Tensor.of(x, rows.length, WIDTH);
    }

    private static Tensor classes(int[] rows, IntUnaryOperator of) {
        long[] y = new long[rows.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = of.applyAsInt(rows[i]);
        }
        return Tensor.of(y, rows.length);
    }

    /** Another row of the same split, a new one in every epoch. */
    private static int partner(int row, int epoch) {
        if (row >= Fed.TRAIN) {
            return row;
        }
        return RandomStream.of(6, "partners").at(epoch).permutation(Fed.TRAIN)[row];
    }

    /** The same, of the row's own class. */
    private static int like(int row, int epoch) {
        int third = Fed.TRAIN / CLASSES;
        if (row >= Fed.TRAIN) {
            return row;
        }
        return CLASSES * RandomStream.of(6, "alike").at(epoch).permutation(third)[row / CLASSES] + kind(row);
    }

    private interface Label {
        int of(int row, int partner);
    }

    private static Finding pairs(boolean alike, Label label) {
        return Fed.found(
                new LabelsShuffled(),
                Subject.of(seed -> new Dealt(
                        seed, Task.classification(CLASSES), new Mlp(seed, WIDTH, 8, CLASSES), (some, epoch) -> {
                            IntUnaryOperator other = row -> alike ? like(row, epoch) : partner(row, epoch);
                            Map<String, Tensor> inputs = new LinkedHashMap<>();
                            inputs.put("a", rows(some, row -> row));
                            inputs.put("b", rows(some, other));
                            return new Batch.Content(
                                    inputs,
                                    classes(some, row -> label.of(row, other.applyAsInt(row))),
                                    Dealt.ids(some));
                        })));
    }

    @Test
    void pairs_that_are_drawn_anew_with_their_label_are_sound() {
        Finding finding = pairs(false, (row, other) -> kind(row) == kind(other) ? 1 : 0);

        assertThat(finding.outcome()).as(finding.headline()).isNotEqualTo(Outcome.FAIL);
    }

    @Test
    void partners_of_the_same_class_are_sound() {
        assertThat(pairs(true, (row, other) -> kind(row)).outcome()).isNotEqualTo(Outcome.FAIL);
    }

    @Test
    void pairs_whose_labels_are_all_alike_are_sound() {
        assertThat(pairs(false, (row, other) -> 1).outcome()).isNotEqualTo(Outcome.FAIL);
    }

    @Test
    void fails_when_one_of_two_inputs_is_shuffled_apart() {
        Finding finding = pairs(false, (row, other) -> kind(row));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).startsWith("the inputs are shuffled apart");
    }

    /** Three tokens of a text and the next one, which isn't always the same after the same three. */
    private static Finding text(boolean idsArePlaces, boolean apart) {
        RandomStream text = RandomStream.of(9, "text");
        return Fed.found(
                new LabelsShuffled(),
                Subject.of(seed ->
                        new Dealt(seed, Task.classification(TOKENS), new Mlp(seed, 3, 8, TOKENS), (some, epoch) -> {
                            float[] x = new float[some.length * 3];
                            long[] ids = Dealt.ids(some);
                            for (int i = 0; i < x.length; i++) {
                                x[i] = text.below(some[i / 3] + i % 3, TOKENS);
                                ids[i / 3] = idsArePlaces ? i / 3 : some[i / 3];
                            }
                            Tensor next =
                                    classes(some, row -> text.below((apart ? partner(row, epoch) : row) + 3, TOKENS));
                            return Batch.Content.of(Tensor.of(x, some.length, 3), next, ids);
                        }) {
                            @Override
                            public Batches training(int epoch) { // drawn with replacement
                                RandomStream drawn =
                                        RandomStream.of(seed, "drawn").at(epoch);
                                return dealt(
                                        IntStream.range(0, TRAIN)
                                                .map(i -> drawn.below(i, TRAIN))
                                                .toArray(),
                                        epoch);
                            }
                        }));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_same_few_tokens_may_have_another_next_one(boolean idsArePlaces) {
        assertThat(text(idsArePlaces, false).outcome()).isNotEqualTo(Outcome.FAIL);
    }

    @Test
    void fails_when_the_same_example_has_another_next_token() {
        Finding finding = text(false, true);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.measured()).contains("of the inputs have another target in another epoch");
    }

    /** Rows whose labels are in another order in every epoch. */
    private static Outcome labels(boolean idsArePlaces) {
        return Fed.found(
                        new LabelsShuffled(),
                        Subject.of(seed -> new Dealt(
                                seed,
                                Task.classification(CLASSES),
                                new Mlp(seed, WIDTH, 8, CLASSES),
                                (some, epoch) -> Batch.Content.of(
                                        rows(some, row -> row),
                                        classes(some, row -> kind(partner(row, epoch))),
                                        idsArePlaces ? Dealt.ids(new int[some.length]) : Dealt.ids(some)))))
                .outcome();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fails_when_labels_are_shuffled_in_every_epoch(boolean idsArePlaces) {
        assertThat(labels(idsArePlaces)).isEqualTo(Outcome.FAIL);
    }

    /** Of each sequence two places are asked for, others in every epoch. */
    private static Finding asked(boolean wrong) {
        int length = 6;
        RandomStream text = RandomStream.of(12, "sequences");
        return Fed.found(
                new LabelsShuffled(),
                Subject.of(
                        seed -> new Dealt(seed, Task.nextToken(9), new Mlp(seed, length, 8, length), (some, epoch) -> {
                            long[] x = new long[some.length * length];
                            long[] y = new long[x.length];
                            for (int i = 0; i < x.length; i++) {
                                int row = some[i / length];
                                x[i] = text.at(row).below(i % length, 9);
                                int of = wrong ? partner(row, epoch) : row;
                                boolean counts = RandomStream.of(2, "asked")
                                                .at(epoch, row)
                                                .uniform(i % length)
                                        < 0.4;
                                y[i] = counts ? text.at(of).below(i % length, 9) : -100;
                            }
                            return Batch.Content.of(
                                    Tensor.of(x, some.length, length),
                                    Tensor.of(y, some.length, length),
                                    Dealt.ids(some));
                        })));
    }

    @Test
    void other_places_that_are_asked_for_are_sound() {
        assertThat(asked(false).outcome()).isNotEqualTo(Outcome.FAIL);
    }

    @Test
    void fails_when_what_is_asked_for_is_of_another_sequence() {
        assertThat(asked(true).outcome()).isEqualTo(Outcome.FAIL);
    }

    /** Actions that were taken at random, with what they brought; evaluation knows the best one. */
    @Test
    void actions_that_a_loss_rewards_or_not_are_no_wrong_labels() {
        Finding finding = Fed.found(
                new LabelsShuffled(),
                Subject.of(seed ->
                        new Dealt(
                                seed,
                                Task.classification(CLASSES),
                                new Mlp(seed, WIDTH, 8, CLASSES),
                                (some, epoch) -> Batch.Content.of(
                                        rows(some, row -> row),
                                        classes(some, LabelsShuffledTest::action),
                                        Dealt.ids(some))) {
                            @Override
                            public Tensor loss(Tensor output, Batch batch) {
                                float[] brought = new float[batch.size()];
                                for (int i = 0; i < brought.length; i++) {
                                    int row = (int) batch.ids()[i];
                                    brought[i] = action(row) == kind(row) ? 1 : -0.5f;
                                }
                                Tensor taken = output.softmax(1)
                                        .gather(1, batch.target().unsqueeze(1));
                                return taken.squeeze(1)
                                        .mul(Tensor.of(brought, brought.length))
                                        .mean()
                                        .neg();
                            }
                        }));

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).contains("doesn't take the targets for the answers");
    }

    private static int action(int row) {
        return row < Fed.TRAIN ? RandomStream.of(8, "actions").below(row, CLASSES) : kind(row);
    }
}
