package io.souschef.check.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Sound labels that are unlike most, each beside the bug that it is taken for. */
class UnusualLabelsTest {
    private static final int WIDTH = 6;

    private static Outcome found(
            Check check, Task task, Fed.Made targets, BiFunction<Tensor, Batch, Tensor> loss, boolean exponential) {
        return Fed.found(
                        check,
                        Subject.of(seed ->
                                new Fed(
                                        seed,
                                        task,
                                        new Mlp(seed, WIDTH, 16, task.outputs()),
                                        (row, epoch, slot) -> Fed.features(row, WIDTH),
                                        targets) {
                                    @Override
                                    public Tensor forward(Batch batch) {
                                        Tensor out = net.forward(batch.input());
                                        return exponential
                                                ? out.mul(4).clamp(-10, 10).exp()
                                                : out;
                                    }

                                    @Override
                                    public Tensor loss(Tensor output, Batch batch) {
                                        return loss.apply(output, batch);
                                    }
                                }))
                .outcome();
    }

    private static Tensor known(Batch batch) {
        return batch.target().gt(-0.5).to(DType.FLOAT32);
    }

    @Test
    void a_label_that_nobody_knows_is_no_class_and_one_too_many_is() {
        Fed.Made unknown = (row, epoch, slot) -> new float[] {row < Fed.TRAIN && row % 4 == 0 ? -1 : row % 3};
        Fed.Made fromOne = (row, epoch, slot) -> new float[] {1 + row % 3};
        BiFunction<Tensor, Batch, Tensor> masked =
                (output, batch) -> Losses.crossEntropyEach(output, batch.target(), -1)
                        .mul(known(batch))
                        .mean();

        assertThat(found(new LabelsOffByOne(), Task.classification(3), unknown, masked, false))
                .isEqualTo(Outcome.PASS);
        assertThat(found(
                        new LabelsOffByOne(),
                        Task.classification(3),
                        fromOne,
                        (output, batch) ->
                                Losses.crossEntropy(output, batch.target().clamp(0, 2)),
                        false))
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void fails_when_a_mask_leaves_no_number_to_learn_from() {
        Fed.Made prices = (row, epoch, slot) -> new float[] {1 + row % 3};

        assertThat(found(
                        new AllLabelsMasked(),
                        Task.regression(),
                        prices,
                        (output, batch) -> Losses.mseEach(output, batch.target())
                                .mul(known(batch).neg().add(1))
                                .mean(),
                        false))
                .isEqualTo(Outcome.FAIL);
        assertThat(found(
                        new AllLabelsMasked(),
                        Task.regression(),
                        prices,
                        (output, batch) -> Losses.mseEach(output, batch.target())
                                .mul(known(batch))
                                .mean(),
                        false))
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void counts_may_be_large_where_an_exponential_gets_there() {
        Fed.Made counts =
                (row, epoch, slot) -> new float[] {Math.round(Math.exp(4 + 0.8 * Fed.features(row, WIDTH)[0]))};

        assertThat(found(
                        new TargetsUnscaled(),
                        Task.regression(),
                        counts,
                        (output, batch) ->
                                output.sub(batch.target().mul(output.log())).mean(),
                        true))
                .isEqualTo(Outcome.WARN);
        assertThat(found(
                        new TargetsUnscaled(),
                        Task.regression(),
                        counts,
                        (output, batch) -> Losses.mse(output, batch.target()),
                        false))
                .isEqualTo(Outcome.FAIL);
    }
}
