package io.souschef.check.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.CheckRun;
import io.souschef.check.Fed;
import io.souschef.check.Findings;
import io.souschef.check.Subject;
import io.souschef.check.skeleton.MadeData;
import io.souschef.check.skeleton.MadeProgram;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Layer;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.ToDoubleBiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Outputs that are probabilities, concentrations, distances or positions, and losses that go with them. */
class LossesOfUnusualOutputsTest {
    private static final Task CLASSES = Task.classification(4),
            LABELS = Task.multiLabel(3),
            NUMBERS = Task.regression();

    private static final UnaryOperator<Tensor> AS_IT_IS = UnaryOperator.identity();

    private static class Program extends MadeProgram {
        private final UnaryOperator<Tensor> ends;
        private final BinaryOperator<Tensor> loss;

        Program(Task task, long seed, UnaryOperator<Tensor> ends, BinaryOperator<Tensor> loss) {
            super(
                    task.equals(CLASSES)
                            ? MadeData.BLOBS
                            : task.equals(LABELS) ? MadeData.LABELS : MadeData.STANDARDISED,
                    task,
                    new Mlp(seed, 8, 32, task.equals(CLASSES) ? 4 : task.equals(LABELS) ? 3 : 1),
                    3e-3,
                    32,
                    seed);
            this.ends = ends;
            this.loss = loss;
        }

        @Override
        public Tensor forward(Batch batch) {
            return ends.apply(super.forward(batch));
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return loss.apply(output, batch.target());
        }
    }

    private static Finding found(Check check, Task task, UnaryOperator<Tensor> ends, BinaryOperator<Tensor> loss) {
        return Fed.found(check, Subject.of(seed -> new Program(task, seed, ends, loss)));
    }

    private static Tensor hot(Tensor target) {
        return target.oneHot(4).to(DType.FLOAT32);
    }

    private static Tensor squared(Tensor output, Tensor target) {
        return output.sub(hot(target)).pow(2).mean();
    }

    @Test
    void a_squared_error_of_probabilities_is_a_score() {
        Check check = new WrongLossForTask();

        assertThat(found(check, CLASSES, Tensor::sigmoid, LossesOfUnusualOutputsTest::squared)
                        .outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(found(check, CLASSES, output -> output.softmax(1), LossesOfUnusualOutputsTest::squared)
                        .outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(found(check, LABELS, Tensor::sigmoid, Losses::mse).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_raw_scores_are_drawn_to_one_and_zero_by_whatever_distance() {
        Check check = new WrongLossForTask();

        assertThat(found(check, CLASSES, AS_IT_IS, LossesOfUnusualOutputsTest::squared)
                        .outcome())
                .isEqualTo(Outcome.FAIL);
        assertThat(found(check, CLASSES, AS_IT_IS, (o, t) -> Losses.huber(o, hot(t), 1))
                        .outcome())
                .isEqualTo(Outcome.FAIL);
        assertThat(found(check, CLASSES, AS_IT_IS, (o, t) -> o.sub(hot(t)).abs().mean())
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    private static Tensor yesOrNo(Tensor said, Tensor yes) {
        return yes.mul(said.log())
                .add(yes.neg().add(1).mul(said.neg().add(1).log()))
                .mean()
                .neg();
    }

    /** Lin et al.'s, of probabilities, whose logarithms are kept finite. */
    private static Tensor focal(Tensor said, Tensor yes) {
        Tensor right =
                yes.mul(said).add(yes.neg().add(1).mul(said.neg().add(1))).clamp(1e-6, 1);
        return right.neg().add(1).pow(2).mul(right.log()).mean().neg();
    }

    @Test
    void fails_when_a_focal_loss_of_probabilities_gets_logits() {
        Finding finding = found(new LossExpectsProbabilities(), LABELS, AS_IT_IS, LossesOfUnusualOutputsTest::focal);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.measured())
                .endsWith("towards 0 for a yes, and towards 1 for a no, it grows as a logarithm does");
        assertThat(found(new LossExpectsProbabilities(), LABELS, AS_IT_IS, (o, t) -> yesOrNo(
                                        o.clamp(1e-6, 1 - 1e-6), t.mul(0.9).add(0.05))
                                .mul(3))
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void that_a_focal_loss_of_logits_is_cut_off_follows_from_what_it_expects() {
        Subject subject = Subject.of(seed -> new Program(LABELS, seed, AS_IT_IS, LossesOfUnusualOutputsTest::focal));

        Findings findings = CheckRun.of(List.of(new LossClipped(), new LossExpectsProbabilities()))
                .on(subject);

        assertThat(findings.failed()).extracting(Finding::code).containsExactly("loss-expects-probabilities");
        assertThat(findings.with(Outcome.WARN))
                .extracting(Finding::cause)
                .containsExactly("most likely because of loss-expects-probabilities");
    }

    @Test
    void a_focal_loss_of_probabilities_gets_them_and_no_other_loss_of_scores_is_one() {
        Check check = new LossExpectsProbabilities();

        assertThat(found(check, LABELS, Tensor::sigmoid, LossesOfUnusualOutputsTest::focal)
                        .outcome())
                .isEqualTo(Outcome.PASS);
        // a mean that is weighed by shares: rounding takes it past 1
        assertThat(found(check, LABELS, output -> output.sigmoid().mul(1.0000003), LossesOfUnusualOutputsTest::focal)
                        .outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(found(check, LABELS, AS_IT_IS, (o, t) -> focal(o.sigmoid(), t))
                        .outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(found(check, LABELS, AS_IT_IS, Losses::mse).outcome()).isEqualTo(Outcome.PASS);
        assertThat(found(check, LABELS, AS_IT_IS, (o, t) -> Losses.binaryCrossEntropy(o.mul(1000), t))
                        .outcome())
                .isEqualTo(Outcome.PASS);
        // distances: near is likely, and nothing is as likely as none
        assertThat(found(
                                check,
                                LABELS,
                                output -> output.pow(2).add(1e-3),
                                (o, t) -> focal(o.neg().exp(), t))
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void a_sigmoid_for_each_class_is_a_probability_too() {
        assertThat(found(new LossExpectsProbabilities(), CLASSES, Tensor::sigmoid, (o, t) -> yesOrNo(o, hot(t)))
                        .outcome())
                .isNotEqualTo(Outcome.FAIL);
        assertThat(found(new LossExpectsProbabilities(), CLASSES, AS_IT_IS, (o, t) -> yesOrNo(o, hot(t)))
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void concentrations_have_logarithms() {
        assertThat(found(
                                new LossExpectsProbabilities(),
                                CLASSES,
                                output -> output.exp().add(1).log().add(1),
                                (o, t) -> o.sum(1)
                                        .log()
                                        .sub(o.mul(hot(t)).sum(1).log())
                                        .mean())
                        .outcome())
                .isNotEqualTo(Outcome.FAIL);
    }

    private static Tensor weighted(Tensor output, Tensor yes) {
        Tensor each = Losses.binaryCrossEntropyEach(output, yes);
        return each.mul(yes.mul(2).add(1)).mean();
    }

    @Test
    void fails_when_a_loss_that_weighs_the_yes_gets_probabilities_for_logits() {
        assertThat(found(new SoftmaxBeforeCrossEntropy(), LABELS, Tensor::sigmoid, LossesOfUnusualOutputsTest::weighted)
                        .outcome())
                .isEqualTo(Outcome.FAIL);
        assertThat(found(new SoftmaxBeforeCrossEntropy(), LABELS, AS_IT_IS, LossesOfUnusualOutputsTest::weighted)
                        .outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(found(new SoftmaxBeforeCrossEntropy(), LABELS, Tensor::sigmoid, Losses::mse)
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    /** A net that takes the softmax itself in evaluation. */
    private static final class Deployed extends Layer {
        private final Mlp scores;

        Deployed(long seed) {
            scores = add("scores", new Mlp(seed, 8, 32, 4));
        }

        @Override
        public Tensor forward(Tensor x) {
            return isTraining() ? scores.forward(x) : scores.forward(x).softmax(1);
        }
    }

    @Test
    void what_the_net_gives_in_evaluation_only_isnt_handed_to_the_loss() {
        assertThat(Fed.found(
                                new SoftmaxBeforeCrossEntropy(),
                                Subject.of(seed ->
                                        new MadeProgram(MadeData.BLOBS, CLASSES, new Deployed(seed), 3e-3, 32, seed)))
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    private static Tensor byHand(Tensor output, Tensor target) {
        return output.softmax(1).log().mul(hot(target)).sum(1).mean().neg();
    }

    @Test
    void a_logarithm_of_what_the_net_keeps_away_from_zero_is_stable() {
        Check check = new LossUnstable();

        assertThat(found(check, CLASSES, output -> output.tanh().mul(10), LossesOfUnusualOutputsTest::byHand)
                        .outcome())
                .isEqualTo(Outcome.SKIP);
        assertThat(found(
                                check,
                                LABELS,
                                output -> output.sigmoid().clamp(1e-6, 1 - 1e-6),
                                LossesOfUnusualOutputsTest::yesOrNo)
                        .outcome())
                .isNotEqualTo(Outcome.FAIL);
        assertThat(found(check, CLASSES, AS_IT_IS, LossesOfUnusualOutputsTest::byHand)
                        .outcome())
                .isEqualTo(Outcome.FAIL);
        assertThat(found(check, LABELS, Tensor::sigmoid, LossesOfUnusualOutputsTest::yesOrNo)
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    /** Every example of a class above every one of another, in the order of the scores for that class. */
    private static Tensor pairs(Tensor output, Tensor target) {
        Tensor is = hot(target);
        Tensor above = output.unsqueeze(1).sub(output.unsqueeze(0));
        Tensor counts = is.unsqueeze(1).mul(is.neg().add(1).unsqueeze(0));
        return above.neg().exp().add(1).log().mul(counts).sum().div(counts.sum());
    }

    @Test
    void pairs_of_examples_are_no_softmax_over_them() {
        assertThat(found(new WrongLossAxis(), CLASSES, AS_IT_IS, LossesOfUnusualOutputsTest::pairs)
                        .outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(found(new WrongLossAxis(), CLASSES, AS_IT_IS, (o, t) -> o.exp()
                                .div(o.exp().sum(0).unsqueeze(0))
                                .log()
                                .mul(hot(t))
                                .sum(1)
                                .mean()
                                .neg())
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    /** Each example is a class of its own, and found among the others as they are by it. */
    @Test
    void both_ways_of_a_symmetric_loss_are_softmaxes_over_what_they_should() {
        Finding finding = Fed.found(
                new WrongLossAxis(),
                Subject.of(seed ->
                        new Fed(
                                seed,
                                Task.classification(Fed.BATCH),
                                new Mlp(seed, 4, 24, Fed.BATCH),
                                (row, epoch, slot) -> Fed.features(row, 4),
                                (row, epoch, slot) -> new float[] {slot}) {
                            @Override
                            public Tensor loss(Tensor output, Batch batch) {
                                Tensor at = batch.target().unsqueeze(1);
                                return output.logSoftmax(1)
                                        .gather(1, at)
                                        .add(output.logSoftmax(0).gather(1, at))
                                        .mean()
                                        .neg();
                            }
                        }));

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
    }

    private static Finding likedItems(ToDoubleBiFunction<Tensor, Tensor> metric) {
        return Fed.found(
                new WrongLossForTask(),
                Subject.of(seed ->
                        new Program(
                                LABELS,
                                seed,
                                AS_IT_IS,
                                (o, t) -> o.logSoftmax(1).mul(t).sum(1).mean().neg()) {
                            @Override
                            public double metric(Tensor output, Tensor target) {
                                return metric.applyAsDouble(output, target);
                            }
                        }));
    }

    @Test
    void items_may_compete_where_only_their_order_counts() {
        assertThat(likedItems((output, target) -> target.gather(
                                        1, output.argmax(1).unsqueeze(1))
                                .mean()
                                .item())
                        .outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(likedItems((output, target) -> Evaluation.metric(LABELS, output, target))
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void a_sum_over_a_fixed_number_is_a_mean() {
        assertThat(found(new LossSummed(), CLASSES, AS_IT_IS, (o, t) -> Losses.crossEntropyEach(o, t)
                                .sum()
                                .div(32))
                        .outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(found(new LossSummed(), CLASSES, AS_IT_IS, (o, t) -> Losses.crossEntropyEach(o, t)
                                .sum())
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void a_robust_loss_leaves_outliers_out_on_purpose() {
        assertThat(found(new LossClipped(), NUMBERS, AS_IT_IS, (o, t) -> o.sub(t)
                                .pow(2)
                                .div(-4)
                                .exp()
                                .neg()
                                .add(1)
                                .mean())
                        .outcome())
                .isEqualTo(Outcome.SKIP);
        assertThat(found(new LossClipped(), NUMBERS, AS_IT_IS, (o, t) -> o.sub(t)
                                .pow(2)
                                .clamp(0, 4)
                                .mean())
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void positions_that_earn_have_no_right_answer() {
        assertThat(found(new WrongLossForTask(), NUMBERS, Tensor::tanh, (o, t) -> o.mul(t)
                                .mean()
                                .neg())
                        .outcome())
                .isEqualTo(Outcome.SKIP);
    }

    private static Finding distances(double sign) {
        return Fed.found(
                new LossSignFlipped(),
                Subject.of(seed -> new Program(CLASSES, seed, AS_IT_IS, (o, t) -> Losses.crossEntropy(o.neg(), t)) {
                    @Override
                    public double metric(Tensor output, Tensor target) {
                        return Evaluation.metric(CLASSES, output.mul(sign), target);
                    }
                }));
    }

    @Test
    void distances_are_low_where_they_are_right() {
        assertThat(distances(-1).outcome()).isEqualTo(Outcome.SKIP);
        assertThat(distances(1).outcome()).isEqualTo(Outcome.FAIL);
    }

    /** Actions that were taken, and what each of them cost: as much as the first input is large, or always one. */
    private static Subject logged(boolean byInputs) {
        return Subject.of(seed -> new Program(CLASSES, seed, AS_IT_IS, (o, t) -> o) {
            @Override
            public Tensor loss(Tensor output, Batch batch) {
                Tensor said =
                        output.softmax(1).gather(1, batch.target().unsqueeze(1)).squeeze(1);
                Tensor cost = batch.input().narrow(1, 0, 1).squeeze(1).abs();
                return said.mul(byInputs ? cost : cost.mul(0).add(1)).mean();
            }
        });
    }

    @Test
    void what_an_action_costs_may_be_known_from_the_inputs() {
        assertThat(Fed.found(new LossSignFlipped(), logged(true)).outcome()).isEqualTo(Outcome.SKIP);
        assertThat(Fed.found(new LossSignFlipped(), logged(false)).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(Aim.elsewhere(logged(true))).isTrue();
        assertThat(Aim.elsewhere(logged(false))).isFalse();
    }

    @Test
    void a_decay_that_is_declared_may_be_the_one_in_the_loss() {
        Finding finding = Fed.found(
                new RegularizationDominates(), Subject.of(seed -> new Program(CLASSES, seed, AS_IT_IS, (o, t) -> o) {
                    @Override
                    public Tensor loss(Tensor output, Batch batch) {
                        Tensor penalty = Tensor.zeros();
                        for (Tensor weight : net().parameters().values()) {
                            penalty = penalty.add(weight.pow(2).sum());
                        }
                        return Losses.crossEntropy(output, batch.target()).add(penalty.mul(5e-4));
                    }

                    @Override
                    public Declared declares() {
                        return Declared.nothing().withWeightDecay(1e-3);
                    }
                }));

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
    }

    /** Two classes by one logit for each example, without an axis of classes. */
    private static Finding penalised(double factor) {
        return Fed.found(
                new RegularizationDominates(),
                Subject.of(seed ->
                        new Fed(
                                seed,
                                Task.classification(2),
                                new Mlp(seed, 4, 24, 1),
                                (row, epoch, slot) -> Fed.features(row, 4),
                                (row, epoch, slot) -> new float[] {row % 2}) {
                            @Override
                            public Tensor forward(Batch batch) {
                                return super.forward(batch).squeeze(1);
                            }

                            @Override
                            public Tensor loss(Tensor output, Batch batch) {
                                Tensor penalty = Tensor.zeros();
                                for (Tensor weight : net().parameters().values()) {
                                    penalty = penalty.add(weight.pow(2).sum());
                                }
                                return Losses.binaryCrossEntropy(
                                                output, batch.target().to(DType.FLOAT32))
                                        .add(penalty.mul(factor));
                            }
                        }));
    }

    @Test
    void a_penalty_is_judged_whatever_the_outputs_look_like() {
        assertThat(penalised(1).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(penalised(1e-4).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void cosines_are_multiplied_in_the_loss() {
        assertThat(found(
                                new RegularizationDominates(),
                                CLASSES,
                                Tensor::tanh,
                                (o, t) -> Losses.crossEntropy(o.mul(16), t, 0.1))
                        .outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(found(new RegularizationDominates(), CLASSES, AS_IT_IS, (o, t) -> Losses.crossEntropy(o, t)
                                .add(o.pow(2).mean().mul(10)))
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }
}
