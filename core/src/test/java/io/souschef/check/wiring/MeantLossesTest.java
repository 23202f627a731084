package io.souschef.check.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.Fed;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Losses that take outputs and targets in another way than most, on purpose and by mistake. */
class MeantLossesTest {
    private static final int COLUMNS = 6;

    private static Finding found(
            Check check,
            Task task,
            int outputs,
            UnaryOperator<Tensor> end,
            Fed.Made targets,
            BiFunction<Tensor, Batch, Tensor> loss) {
        return Fed.found(check, Subject.of(seed -> {
            Formula net = new Formula();
            Mlp mlp = net.has("mlp", new Mlp(seed, COLUMNS, 24, outputs));
            net.is(seed, x -> end.apply(mlp.forward(x)));
            return new Fed(seed, task, net, (row, epoch, slot) -> Fed.features(row, COLUMNS), targets) {
                @Override
                public Tensor loss(Tensor output, Batch batch) {
                    return loss.apply(output, batch);
                }
            };
        }));
    }

    /** A number of mean zero and deviation one. */
    private static float[] number(int row, int epoch, int slot) {
        return new float[] {Fed.features(row, COLUMNS)[0]};
    }

    private static Finding paired(BiFunction<Tensor, Batch, Tensor> loss) {
        return found(new LossBroadcasts(), Task.regression(), 1, x -> x, MeantLossesTest::number, loss);
    }

    /** Mean of exp(−d² / 2) over all pairs. */
    private static Tensor alike(Tensor one, Tensor other) {
        Tensor gap = one.unsqueeze(1).sub(other.unsqueeze(0));
        return gap.mul(gap).sum(2).mul(-0.5).exp().mean();
    }

    @Test
    void two_sets_that_are_compared_are_no_table_of_pairs() {
        Finding finding = paired((output, batch) -> alike(output, output)
                .sub(alike(output, batch.target()).mul(2))
                .add(alike(batch.target(), batch.target()))
                .add(1));

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).contains("as two sets");
    }

    @Test
    void outputs_and_targets_that_are_judged_apart_are_no_table_of_pairs() {
        Finding finding = paired((output, batch) ->
                output.tanh().mean().add(1).sub(batch.target().tanh().mul(0.5).mean()));

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
    }

    @Test
    void fails_when_every_output_meets_every_target() {
        assertThat(paired((output, batch) ->
                                output.squeeze(1).sub(batch.target()).abs().mean())
                        .outcome())
                .isEqualTo(Outcome.FAIL);
        assertThat(paired((output, batch) -> output.exp()
                                .sub(output.mul(batch.target().squeeze(1).exp()))
                                .mean())
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void fails_when_weights_in_a_column_meet_errors_in_a_row() {
        BiFunction<Tensor, Batch, Tensor> column = (output, batch) -> Losses.mseEach(output, batch.target())
                .reshape(-1)
                .mul(batch.input().narrow(1, 0, 1).abs())
                .mean();
        BiFunction<Tensor, Batch, Tensor> row = (output, batch) -> Losses.mseEach(output, batch.target())
                .reshape(-1)
                .mul(batch.input().select(1, 0).abs())
                .mean();

        assertThat(paired(column).measured()).contains("[16] and [16, 1]").endsWith("gives a table of all pairs");
        assertThat(paired(column).fix()).contains("squeeze(1)");
        assertThat(paired(row).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_table_that_is_made_on_purpose_adds_a_dimension() {
        assertThat(paired((output, batch) -> Losses.mse(output, batch.target())
                                .add(output.sub(batch.input().select(1, 0).unsqueeze(0))
                                        .tanh()
                                        .mean()
                                        .mul(0.1)))
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    private static Finding large(BiFunction<Tensor, Batch, Tensor> loss) {
        return found(
                new LossBroadcasts(),
                Task.regression(),
                1,
                x -> x,
                (row, epoch, slot) -> new float[] {500_000 + 100_000 * number(row, epoch, slot)[0]},
                loss);
    }

    @Test
    void large_targets_do_not_drown_what_pairs_them() {
        assertThat(large((output, batch) -> Losses.mse(output, batch.target())).outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(large((output, batch) ->
                                output.squeeze(1).sub(batch.target()).pow(2).mean())
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void equal_targets_can_not_be_dealt_out() {
        Finding finding = found(
                new LossBroadcasts(),
                Task.classification(3),
                3,
                x -> x,
                (row, epoch, slot) -> new float[] {1},
                (output, batch) -> Losses.crossEntropy(output, batch.target()));

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).startsWith("all targets of the first batch are equal");
    }

    private static Outcome reached(
            int outputs, UnaryOperator<Tensor> end, Fed.Made targets, BiFunction<Tensor, Batch, Tensor> loss) {
        return found(new OutputRange(), Task.regression(), outputs, end, targets, loss)
                .outcome();
    }

    private static float[] rating(int row, int epoch, int slot) {
        return new float[] {1 + row % 5};
    }

    @Test
    void outputs_that_the_loss_scales_need_not_reach_the_targets() {
        assertThat(reached(
                        1,
                        Tensor::sigmoid,
                        MeantLossesTest::rating,
                        (output, batch) -> Losses.mse(output.mul(4).add(1), batch.target())))
                .isEqualTo(Outcome.SKIP);
        assertThat(reached(
                        1,
                        Tensor::sigmoid,
                        MeantLossesTest::rating,
                        (output, batch) -> Losses.mse(output, batch.target())))
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void what_stands_for_no_target_need_not_be_reached() {
        Fed.Made some = (row, epoch, slot) -> new float[] {row % 4 == 0 ? -1 : row % 4 / 4f};

        assertThat(reached(1, Tensor::sigmoid, some, (output, batch) -> {
                    Tensor there = batch.target().gt(-0.5).to(DType.FLOAT32);
                    return Losses.mseEach(output, batch.target()).mul(there).mean();
                }))
                .isEqualTo(Outcome.SKIP);
    }

    @Test
    void a_loss_that_is_no_number_beyond_the_bounds_is_said_to_be_so() {
        Fed.Made some = (row, epoch, slot) -> new float[] {row % 4 == 0 ? -1 : row % 4 / 4f};
        Finding finding = found(new OutputRange(), Task.regression(), 1, Tensor::sigmoid, some, (output, batch) -> {
            Tensor there = batch.target().gt(-0.5).to(DType.FLOAT32);
            return output.log().sub(batch.target()).pow(2).mul(there).mean();
        });

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).endsWith("is not finite");
    }

    @Test
    void a_direction_of_two_numbers_is_no_angle() {
        assertThat(reached(
                        2,
                        x -> x.div(x.mul(x).sum(1).add(1e-6).sqrt().unsqueeze(1)),
                        (row, epoch, slot) -> new float[] {3 * number(row, epoch, slot)[0]},
                        (output, batch) -> batch.target()
                                .cos()
                                .mul(output.narrow(1, 0, 1))
                                .neg()
                                .add(1)
                                .mean()))
                .isEqualTo(Outcome.SKIP);
    }

    private static Finding logits(UnaryOperator<Tensor> end, UnaryOperator<Tensor> inLoss) {
        return found(
                new ActivationOnLogits(),
                Task.classification(3),
                3,
                end,
                (row, epoch, slot) -> new float[] {row % 3},
                (output, batch) -> Losses.crossEntropy(inLoss.apply(output), batch.target()));
    }

    @Test
    void bounded_logits_will_do_for_a_loss_that_makes_them_large() {
        assertThat(logits(Tensor::tanh, x -> x.mul(12)).outcome()).isEqualTo(Outcome.SKIP);
        assertThat(logits(Tensor::tanh, x -> x).outcome()).isEqualTo(Outcome.FAIL);
    }

    private static Outcome labels(UnaryOperator<Tensor> inLoss) {
        return found(
                        new ActivationOnLogits(),
                        Task.multiLabel(2),
                        2,
                        Tensor::tanh,
                        (row, epoch, slot) -> new float[] {row % 2, row % 3 == 0 ? 1 : 0},
                        (output, batch) -> Losses.binaryCrossEntropy(inLoss.apply(output), batch.target()))
                .outcome();
    }

    @Test
    void bounded_logits_of_labels_are_held_to_the_same() {
        assertThat(labels(x -> x.mul(12))).isEqualTo(Outcome.SKIP);
        assertThat(labels(x -> x)).isEqualTo(Outcome.FAIL);
    }

    @Test
    void fails_when_logits_are_bounded_in_a_loss_of_another_scale() {
        assertThat(found(
                                new ActivationOnLogits(),
                                Task.classification(3),
                                3,
                                Tensor::tanh,
                                (row, epoch, slot) -> new float[] {row % 3},
                                (output, batch) -> Losses.crossEntropy(output, batch.target())
                                        .mul(0.1))
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    private static final class PartlyUnknown extends Fed {
        PartlyUnknown(long seed) {
            super(
                    seed,
                    Task.regression(),
                    new Mlp(seed, COLUMNS, 24, 1),
                    (row, epoch, slot) -> features(row, COLUMNS),
                    (row, epoch, slot) -> row % 4 == 0 ? new float[] {Float.NaN} : number(row, epoch, slot));
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            float[] known = batch.target().toFloats();
            float[] there = new float[known.length];
            for (int i = 0; i < known.length; i++) {
                there[i] = Float.isNaN(known[i]) ? 0 : 1;
                known[i] = Float.isNaN(known[i]) ? 0 : known[i];
            }
            Tensor off = output.sub(Tensor.of(known, known.length, 1));
            Tensor mask = Tensor.of(there, known.length, 1);
            return off.mul(off).mul(mask).sum().div(mask.sum().clamp(1, 1e9));
        }
    }

    @Test
    void targets_that_were_not_measured_and_are_left_out_are_paired() {
        Finding finding = new LossBroadcasts().run(Subject.of(PartlyUnknown::new));

        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_logits_are_cut_in_the_loss_or_by_hand() {
        assertThat(logits(x -> x, Tensor::relu).cause()).isEqualTo("ReLU on the logits, in the loss");
        assertThat(logits(x -> x.clamp(0, 1e9), x -> x).cause()).contains("a cut at zero");
        assertThat(logits(x -> x, x -> x.clamp(-30, 30)).outcome()).isEqualTo(Outcome.PASS);
    }
}
