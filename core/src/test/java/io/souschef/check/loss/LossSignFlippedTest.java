package io.souschef.check.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.check.skeleton.DecreasingTrainingLoss;
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

/** Losses that aren't finite at exactly right answers, which the net never gives. */
class LossSignFlippedTest {
    private static Tensor rate(Tensor log) {
        return log.clamp(-6, 6).exp();
    }

    private static Subject subject(Task task, UnaryOperator<Tensor> ends, BinaryOperator<Tensor> loss) {
        return Subject.of(seed ->
                new Fed(
                        seed,
                        task,
                        new Mlp(seed, 4, 24, task.outputs()),
                        (row, epoch, slot) -> Fed.features(row, 4),
                        (row, epoch, slot) -> targets(task, Fed.features(row, 4))) {
                    @Override
                    public Tensor forward(Batch batch) {
                        return ends.apply(super.forward(batch));
                    }

                    @Override
                    public Tensor loss(Tensor output, Batch batch) {
                        return loss.apply(output, batch.target());
                    }
                });
    }

    private static float[] targets(Task task, float[] x) {
        return task instanceof Task.MultiLabel
                ? new float[] {x[0] > 0 ? 1 : 0, x[1] > 0 ? 1 : 0}
                : new float[] {(float) Math.max(0, Math.floor(1 + x[0] + x[1]))}; // a third of them 0
    }

    private static Finding counts(Check check, BinaryOperator<Tensor> loss) {
        return Fed.found(check, subject(Task.regression(), LossSignFlippedTest::rate, loss));
    }

    private static Tensor poisson(Tensor rate, Tensor count) {
        return rate.sub(count.mul(rate.log())).mean();
    }

    /** Quasi-likelihood of variances. */
    private static Tensor qlike(Tensor variance, Tensor square) {
        return variance.log().add(square.div(variance)).mean();
    }

    private static Tensor bernoulli(Tensor p, Tensor y) {
        Tensor no = y.neg().add(1);
        return y.mul(p.log()).add(no.mul(p.neg().add(1).log())).mean().neg();
    }

    @Test
    void a_count_of_nothing_needs_no_rate_of_nothing() {
        Finding finding = counts(new LossSignFlipped(), LossSignFlippedTest::poisson);

        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_the_likelihood_of_rates_is_lowered() {
        Finding finding = counts(
                new LossSignFlipped(), (rate, count) -> poisson(rate, count).neg());

        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).contains("its sign is flipped");
    }

    @Test
    void a_loss_of_variances_is_not_held_against_what_it_says_to_negative_ones() {
        Finding sign = counts(new LossSignFlipped(), LossSignFlippedTest::qlike);
        Finding rises = counts(new DecreasingTrainingLoss(), LossSignFlippedTest::qlike);

        assertThat(sign.outcome()).as(sign.toString()).isEqualTo(Outcome.PASS);
        assertThat(rises.outcome()).as(rises.toString()).isEqualTo(Outcome.PASS);
    }

    @Test
    void probabilities_are_not_asked_to_be_thirty() {
        Finding finding = Fed.found(
                new LossSignFlipped(), subject(Task.multiLabel(2), Tensor::sigmoid, LossSignFlippedTest::bernoulli));

        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_the_likelihood_of_labels_is_lowered() {
        Finding finding =
                Fed.found(new LossSignFlipped(), subject(Task.multiLabel(2), Tensor::sigmoid, (p, y) -> bernoulli(p, y)
                        .neg()));

        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void can_not_judge_shares_that_no_wrong_answer_lies_beside() {
        Finding finding = Fed.found(
                new LossSignFlipped(),
                subject(
                        Task.regression(),
                        Tensor::sigmoid,
                        (p, y) -> bernoulli(p, y.gt(1).to(DType.FLOAT32)))); // log(1 − 30)

        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).contains("when every one is wrong");
    }

    @Test
    void what_the_program_itself_meets_is_no_skip() {
        Finding finding = Fed.found(
                new LossSignFlipped(), subject(Task.regression(), output -> output, LossSignFlippedTest::poisson));

        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(Outcome.ERROR);
        assertThat(finding.cause()).contains("not-finite");
    }

    @Test
    void a_loss_that_takes_a_yes_for_a_no_is_not_told_to_return_its_negative_alone() {
        Finding finding = Fed.found(
                new LossSignFlipped(),
                subject(
                        Task.multiLabel(2),
                        output -> output,
                        (output, y) -> Losses.binaryCrossEntropy(output, y.neg().add(1))));

        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).contains("it takes a yes for a no");
        assertThat(finding.fix()).startsWith("swap what it asks");
    }
}
