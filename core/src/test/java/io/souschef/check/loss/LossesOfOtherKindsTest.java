package io.souschef.check.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.Fed;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.check.skeleton.MadeData;
import io.souschef.check.skeleton.MadeProgram;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.function.BinaryOperator;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses whose outputs are no logits, and such that ask for more than the labels. */
class LossesOfOtherKindsTest {
    private static Finding labels(Check check, BinaryOperator<Tensor> loss) {
        return found(check, MadeData.LABELS, Task.multiLabel(3), s -> new Mlp(s, 8, 32, 3), loss);
    }

    private static Finding classes(Check check, BinaryOperator<Tensor> loss) {
        return found(check, MadeData.BLOBS, Task.classification(4), s -> new Mlp(s, 8, 32, 4), loss);
    }

    private static Finding found(
            Check check, MadeData data, Task task, LongFunction<Layer> net, BinaryOperator<Tensor> loss) {
        return Fed.found(check, Subject.of(s -> new MadeProgram(data, task, net.apply(s), 3e-3, 32, s) {
            @Override
            public Tensor loss(Tensor output, Batch batch) {
                return loss.apply(output, batch.target());
            }
        }));
    }

    /** Outputs are half a margin less a distance: the near ones are drawn together, the far ones pushed apart as far as the margin. */
    private static Tensor contrastive(Tensor output, Tensor near) {
        Tensor distance = output.neg().add(0.5);
        Tensor apart = distance.neg().add(1).relu().pow(2);
        return near.mul(distance.pow(2)).add(near.neg().add(1).mul(apart)).mean();
    }

    @Test
    void a_distance_with_a_margin_is_no_score() {
        assertThat(labels(new WrongLossForTask(), LossesOfOtherKindsTest::contrastive)
                        .outcome())
                .isEqualTo(Outcome.PASS);
        Finding squared = labels(new WrongLossForTask(), (output, target) -> Losses.mse(output, target));
        assertThat(squared.cause()).isEqualTo("a squared error on class scores");
        assertThat(squared.fix()).as("of labels").isEqualTo("binaryCrossEntropy(logits, target)");
        assertThat(labels(
                                new WrongLossForTask(),
                                (output, target) ->
                                        Losses.mse(output, target.mul(2).sub(1)))
                        .cause())
                .isEqualTo("a squared error on class scores");
    }

    /** Each label that holds above each that doesn't, and a little of the cross-entropy. */
    private static Tensor ranked(Tensor output, Tensor target) {
        Tensor above = output.unsqueeze(2).sub(output.unsqueeze(1));
        Tensor counts = target.unsqueeze(2).mul(target.neg().add(1).unsqueeze(1));
        return Losses.binaryCrossEntropyEach(above, above.mul(0).add(1))
                .mul(counts)
                .mean()
                .add(Losses.binaryCrossEntropy(output, target).mul(0.02));
    }

    @Test
    void an_order_of_labels_counts_them_all() {
        assertThat(labels(new WrongLossForTask(), LossesOfOtherKindsTest::ranked)
                        .outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(labels(new WrongLossForTask(), (output, target) -> Losses.binaryCrossEntropyEach(output, target)
                                .mul(target)
                                .mean())
                        .cause())
                .startsWith("one answer to everything costs as little");
    }

    /** The expected reward of answers that were logged, some of them bad ones. */
    private static Tensor rewarded(Tensor output, Tensor target) {
        Tensor said = output.softmax(1).gather(1, target.unsqueeze(1)).squeeze(1);
        Tensor reward = target.to(DType.FLOAT32).sub(1.4);
        return said.mul(reward).mean().neg();
    }

    @Test
    void a_reward_is_no_order_of_classes() {
        assertThat(classes(new WrongLossForTask(), LossesOfOtherKindsTest::rewarded)
                        .cause())
                .doesNotContain("the farther its number");
    }

    @Test
    void what_another_task_costs_at_right_labels_is_no_second_sigmoid() {
        assertThat(labels(new SoftmaxBeforeCrossEntropy(), (output, target) -> Losses.binaryCrossEntropy(output, target)
                                .add(0.46))
                        .outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(labels(
                                new SoftmaxBeforeCrossEntropy(),
                                (output, target) -> Losses.binaryCrossEntropy(output.sigmoid(), target))
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void an_exponential_of_the_outputs_is_not_judged_by_outputs_of_ten_thousand() {
        assertThat(labels(
                                new LossUnstable(),
                                (output, target) ->
                                        output.mul(target.mul(-2).add(1)).exp().mean())
                        .outcome())
                .isEqualTo(Outcome.SKIP);
        assertThat(labels(new LossUnstable(), (output, target) -> output.mul(
                                        target.mul(2).sub(1))
                                .sigmoid()
                                .log()
                                .mean()
                                .neg())
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    private static Tensor picked(Tensor output, Tensor target) {
        return output.gather(1, target.unsqueeze(1)).mean().neg();
    }

    @Test
    void log_densities_have_a_ceiling() {
        LongFunction<Layer> density = s -> {
            Formula net = new Formula();
            Linear turned = net.has("turned", new Linear(8, 4));
            Tensor centres = net.weight("centres", Init.normal(1), 4, 4);
            return net.is(s, x -> turned.forward(x)
                    .tanh()
                    .unsqueeze(1)
                    .sub(centres.unsqueeze(0))
                    .pow(2)
                    .sum(2)
                    .mul(-0.5));
        };

        assertThat(found(
                                new LossExpectsProbabilities(),
                                MadeData.BLOBS,
                                Task.classification(4),
                                density,
                                LossesOfOtherKindsTest::picked)
                        .outcome())
                .isEqualTo(Outcome.SKIP);
        assertThat(classes(new LossExpectsProbabilities(), LossesOfOtherKindsTest::picked)
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void a_penalty_on_logits_may_hold_them_down() {
        assertThat(classes(new RegularizationDominates(), (output, target) -> Losses.crossEntropy(output, target)
                                .add(output.pow(2).mean().mul(10)))
                        .cause())
                .isEqualTo("a penalty on the outputs dominates the loss");
        assertThat(classes(new RegularizationDominates(), (output, target) -> Losses.crossEntropy(output, target)
                                .add(output.pow(2).mean().mul(1e-2)))
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    /** Plain gradient descent on the sum, whose rule divides by the batch size, or forgets to. */
    private static Finding summed(long seed, boolean divided, int size) {
        return Fed.found(
                new LossSummed(),
                Subject.of(s ->
                                new MadeProgram(
                                        MadeData.BLOBS, Task.classification(4), new Mlp(s, 8, 32, 4), 3e-3, size, s) {
                                    @Override
                                    public double step(Batch batch) {
                                        net().train();
                                        net().parameters().values().forEach(Tensor::clearGrad);
                                        Tensor loss = loss(forward(batch), batch);
                                        loss.mul(batch.size()).backward();
                                        try (NoGrad off = NoGrad.open()) {
                                            net().parameters().values().forEach(weight -> weight.grad()
                                                    .ifPresent(gradient -> weight.addInPlace(
                                                            gradient, divided ? -0.03 / batch.size() : -0.001)));
                                        }
                                        return loss.item();
                                    }
                                })
                        .withSeed(seed));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_rule_that_divides_by_the_batch_size_makes_a_sum_a_mean(long seed) {
        assertThat(summed(seed, true, 32).outcome()).isEqualTo(Outcome.PASS);
        assertThat(summed(seed, false, 32).outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void fails_when_a_step_sums_over_a_batch_so_large_that_only_a_portion_is_looked_at() {
        assertThat(summed(1, true, 100).outcome()).isEqualTo(Outcome.PASS);
        assertThat(summed(1, false, 100).outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void adams_first_update_does_not_tell_a_sum_from_a_mean() {
        assertThat(classes(new LossSummed(), (output, target) -> Losses.crossEntropyEach(output, target)
                                .sum())
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }
}
