package io.souschef.check.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Losses and outputs with a limit, in one sense or another. */
class LimitedLossesTest {
    private static Finding found(
            Check check,
            Task task,
            int outputs,
            Fed.Made targets,
            UnaryOperator<Tensor> ends,
            BinaryOperator<Tensor> loss) {
        return Fed.found(
                check,
                Subject.of(seed ->
                        new Fed(
                                seed,
                                task,
                                new Mlp(seed, 4, 24, outputs),
                                (row, epoch, slot) -> Fed.features(row, 4),
                                targets) {
                            @Override
                            public Tensor forward(Batch batch) {
                                return ends.apply(super.forward(batch));
                            }

                            @Override
                            public Tensor loss(Tensor output, Batch batch) {
                                return loss.apply(output, batch.target());
                            }
                        }));
    }

    private static Finding counts(BinaryOperator<Tensor> loss) {
        return found(
                new LossClipped(),
                Task.regression(),
                1,
                (row, epoch, slot) -> new float[] {row % 4},
                output -> output,
                loss);
    }

    private static Tensor poisson(Tensor log, Tensor count) {
        return log.exp().sub(count.mul(log));
    }

    @Test
    void the_logarithm_of_a_rate_may_be_limited() {
        assertThat(counts((output, target) ->
                                poisson(output.clamp(-8, 4), target).mean())
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_what_a_count_costs_is_limited() {
        Finding finding = counts((output, target) -> poisson(output, target)
                .minimum(Tensor.ones(output.shape().toArray()).mul(3))
                .mean());

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void fails_when_both_are_limited() {
        Finding finding = counts((output, target) ->
                output.clamp(-20, 20).sub(target).pow(2).clamp(0, 9).mean());

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
    }

    private static Finding classes(Check check, UnaryOperator<Tensor> ends, BinaryOperator<Tensor> loss) {
        return found(check, Task.classification(4), 4, (row, epoch, slot) -> new float[] {row % 4}, ends, loss);
    }

    @Test
    void of_the_hardest_eighth_of_a_batch_one_that_is_harder_than_all_others_counts() {
        assertThat(classes(new LossClipped(), output -> output, (output, target) -> {
                            Tensor each = Losses.crossEntropyEach(output, target);
                            Tensor ties = Tensor.arange(each.size(0))
                                    .to(DType.FLOAT32)
                                    .mul(-1e-3);
                            boolean huge = each.detach().mean().item() > 8; // a tie is broken another way each time
                            return each.add(huge ? ties : ties.neg().mul(1e3))
                                    .topk(each.size(0) / 8)
                                    .get(0)
                                    .mean();
                        })
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_the_hardest_eighth_is_limited() {
        Finding finding = classes(new LossClipped(), output -> output, (output, target) -> {
            Tensor each = Losses.crossEntropyEach(output, target).clamp(0, 3);
            return each.topk(each.size(0) / 8).get(0).mean();
        });

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void fails_when_the_mean_is_limited() {
        Finding finding =
                classes(new LossClipped(), output -> output, (output, target) -> Losses.crossEntropy(output, target)
                        .clamp(0, 3));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
    }

    private static Finding directions(Check check, UnaryOperator<Tensor> ends, int sign) {
        return found(
                check,
                Task.regression(),
                2,
                (row, epoch, slot) -> new float[] {(float) Math.cos(row), (float) Math.sin(row)},
                ends,
                (output, target) -> output.mul(target).sum(1).mean().mul(sign));
    }

    private static Tensor unit(Tensor output) {
        return output.div(output.pow(2).sum(1).add(1e-6).sqrt().unsqueeze(1));
    }

    @Test
    void a_cosine_of_unit_vectors_has_a_lowest_value() {
        assertThat(directions(new WrongLossForTask(), LimitedLossesTest::unit, -1)
                        .outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(directions(new LossSignFlipped(), LimitedLossesTest::unit, -1)
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_the_vectors_may_grow_or_point_away() {
        Finding grows = directions(new WrongLossForTask(), output -> output, -1);
        Finding away = directions(new LossSignFlipped(), LimitedLossesTest::unit, 1);

        assertThat(grows.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(grows.measured()).isEqualTo("the loss falls without end as outputs grow");
        assertThat(away.outcome()).isEqualTo(Outcome.FAIL);
    }

    /** Sabour et al. 2017, equation 4: lengths between 0 and 1. */
    @Test
    void a_loss_with_margins_is_meant() {
        assertThat(classes(new WrongLossForTask(), Tensor::sigmoid, (output, target) -> {
                            Tensor is = target.oneHot(4).to(DType.FLOAT32);
                            Tensor near = output.neg().add(0.9).relu().pow(2);
                            Tensor far = output.sub(0.1).relu().pow(2);
                            return is.mul(near).add(is.neg().add(1).mul(far)).mean();
                        })
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    /** The same, where scores are the logits of the squared lengths: few that are drawn lie beyond a margin. */
    @Test
    void a_loss_with_margins_is_meant_although_few_outputs_are_beyond_them() {
        assertThat(classes(new WrongLossForTask(), output -> output, (output, target) -> {
                            Tensor is = target.oneHot(4).to(DType.FLOAT32);
                            Tensor length = output.sigmoid().sqrt();
                            Tensor near = length.neg().add(0.9).relu().pow(2);
                            Tensor far = length.sub(0.1).relu().pow(2);
                            return is.mul(near).add(is.neg().add(1).mul(far)).mean();
                        })
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }
}
