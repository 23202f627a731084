package io.souschef.check.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Dealt;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import org.junit.jupiter.api.Test;

/** Epochs without examples, targets none of which counts, and targets that are taken for such. */
class NothingCountsTest {
    private static final int WIDTH = 4;

    private static Finding ofEmptyEpochs(Task task) {
        return Fed.found(
                new AllLabelsMasked(),
                Subject.of(seed ->
                        new Fed(
                                seed,
                                task,
                                new Mlp(seed, WIDTH, 16, task.outputs()),
                                (row, epoch, slot) -> Fed.features(row, WIDTH),
                                (row, epoch, slot) -> new float[] {row % 3}) {
                            @Override
                            public Batches training(int epoch) {
                                return batches(new int[0], epoch);
                            }
                        }));
    }

    @Test
    void an_epoch_without_batches_masks_no_label() {
        Finding numbers = ofEmptyEpochs(Task.regression());
        Finding classes = ofEmptyEpochs(Task.classification(3));

        assertThat(numbers.outcome()).as(numbers.headline()).isEqualTo(Outcome.SKIP);
        assertThat(numbers.cause()).isEqualTo("training(0) has no batches");
        assertThat(classes.outcome()).as(classes.headline()).isEqualTo(Outcome.SKIP);
    }

    /** @param scale of the classes, which are real numbers then */
    private static Finding ofClasses(Check check, int ignored, double scale) {
        return Fed.found(
                check,
                Subject.of(seed ->
                        new Dealt(seed, Task.classification(3), new Mlp(seed, WIDTH, 16, 3), (rows, epoch) -> {
                            float[] x = new float[rows.length * WIDTH];
                            float[] y = new float[rows.length];
                            for (int i = 0; i < rows.length; i++) {
                                System.arraycopy(Fed.features(rows[i], WIDTH), 0, x, i * WIDTH, WIDTH);
                                y[i] = (float) (scale * (rows[i] % 3));
                            }
                            return Batch.Content.of(
                                    Tensor.of(x, rows.length, WIDTH), Tensor.of(y, rows.length), Dealt.ids(rows));
                        }) {
                            @Override
                            public Declared declares() {
                                return Declared.nothing().withIgnoreIndex(ignored);
                            }
                        }));
    }

    @Test
    void targets_none_of_which_counts_have_no_range() {
        Finding finding = ofClasses(new LabelsScaled(), 0, 0);

        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).startsWith("no target counts");
    }

    @Test
    void a_fraction_is_not_the_zero_that_is_ignored() {
        Finding finding = ofClasses(new LabelsScaled(), 0, 1 / 255.0);

        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).startsWith("classes are fractions");
    }

    /** Three classes whose targets are masked, or whose loss is multiplied by nothing, but for one of the targets that is. */
    private static Finding silent(int masked) {
        return Fed.found(
                new AllLabelsMasked(),
                Subject.of(seed ->
                        new Fed(
                                seed,
                                Task.classification(3),
                                new Mlp(seed, WIDTH, 16, 3),
                                (row, epoch, slot) -> Fed.features(row, WIDTH),
                                (row, epoch, slot) -> new float[] {row < masked ? -100 : row % 3}) {
                            @Override
                            public Tensor loss(Tensor output, Batch batch) {
                                return Losses.crossEntropyEach(output, batch.target(), -100)
                                        .sum()
                                        .mul(masked < TRAIN ? 0 : 1);
                            }
                        }));
    }

    @Test
    void labels_that_are_masked_are_told_from_a_loss_that_counts_none() {
        assertThat(silent(Fed.TRAIN).cause()).isEqualTo("all labels are masked");
        assertThat(silent(Fed.TRAIN / 4).cause()).isEqualTo("the loss counts no prediction");
    }

    @Test
    void targets_that_are_no_numbers_have_no_scale() {
        Subject subject = Subject.of(seed -> Fed.table(
                seed, Task.regression(), WIDTH, 1, (row, epoch, slot) -> Fed.features(row, WIDTH), (row, epoch, slot) ->
                        new float[] {Float.NaN}));

        assertThatThrownBy(() -> new TargetsUnscaled().run(subject))
                .isInstanceOf(CouldNotJudge.class)
                .hasMessage("no target is a number");
    }

    @Test
    void a_class_of_codes_that_is_rare_is_not_passed_unseen() {
        Finding finding = Fed.found(
                new ImbalanceIgnored(),
                Subject.of(
                        seed -> new Dealt(seed, Task.classification(2), new Mlp(seed, WIDTH, 16, 2), (rows, epoch) -> {
                            long[] x = new long[rows.length * WIDTH];
                            long[] y = new long[rows.length];
                            for (int i = 0; i < rows.length; i++) {
                                x[i * WIDTH] = rows[i] % 7;
                                y[i] = rows[i] % 12 == 0 ? 1 : 0;
                            }
                            return Batch.Content.of(
                                    Tensor.of(x, rows.length, WIDTH), Tensor.of(y, rows.length), Dealt.ids(rows));
                        })));

        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).contains("only of real numbers");
    }
}
