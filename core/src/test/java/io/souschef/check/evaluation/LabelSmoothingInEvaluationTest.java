package io.souschef.check.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** An evaluation whose losses its author makes himself, beside a plain loss(). */
class LabelSmoothingInEvaluationTest {
    /** @param losses of outputs and targets, one by one */
    private static Finding found(BinaryOperator<Tensor> losses) {
        return Fed.found(new LabelSmoothingInEvaluation(), Subject.of(seed -> new Fed(seed, 5, 3) {
            @Override
            public Evaluation evaluate() {
                Evaluation plain = super.evaluate();
                long[] targets = new long[plain.size()];
                for (int i = 0; i < targets.length; i++) {
                    targets[i] = (long) plain.targets()[i];
                }
                try (Scope scope = Scope.open("losses")) {
                    Tensor each = losses.apply(
                            Tensor.of(plain.outputs(), plain.size(), 3), Tensor.of(targets, targets.length));
                    return new Evaluation(
                            plain.task(), plain.ids(), each.toDoubles(), plain.outputs(), plain.targets());
                }
            }
        }));
    }

    @Test
    void one_that_is_smoothed_by_hand_is_found_beside_a_plain_training_loss() {
        Finding finding = found((out, y) -> Losses.crossEntropyEach(out, y)
                .mul(0.8)
                .add(out.logSoftmax(1).mean(1).mul(-0.2)));

        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(Outcome.FAIL);
        assertThat(finding.measured()).contains("with 0.200 of each label spread");
    }

    @Test
    void other_losses_are_not() {
        assertThat(found(Losses::crossEntropyEach).outcome()).isEqualTo(Outcome.PASS);
        assertThat(found((out, y) -> Losses.crossEntropyEach(out, y).mul(1.1)).outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(found((out, y) -> Losses.crossEntropyEach(out.div(1.5), y)).outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(found((out, y) -> Losses.crossEntropyEach(out, y).add(0.05)).outcome())
                .isEqualTo(Outcome.PASS);
    }

    /** Chowdhery et al. 2022: the square of the logarithm of what the softmax divides by. */
    @Test
    void what_is_charged_for_large_logits_is_a_warning_and_no_smoothing() {
        Finding finding = Fed.found(new LabelSmoothingInEvaluation(), Subject.of(seed -> new Fed(seed, 5, 3) {
            private Tensor each(Tensor output, Tensor target) {
                return Losses.crossEntropyEach(output, target)
                        .add(output.logsumexp(1).pow(2).mul(1e-2));
            }

            @Override
            public Tensor loss(Tensor output, Batch batch) {
                return each(output, batch.target()).mean();
            }

            @Override
            public Evaluation evaluate() {
                Evaluation plain = super.evaluate();
                try (Scope scope = Scope.open("losses")) {
                    Tensor output = Tensor.of(plain.outputs(), plain.size(), 3);
                    Tensor target = Tensor.of(plain.targets(), plain.size()).to(DType.INT64);
                    return new Evaluation(
                            plain.task(),
                            plain.ids(),
                            each(output, target).toDoubles(),
                            plain.outputs(),
                            plain.targets());
                }
            }
        }));

        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(Outcome.WARN);
        assertThat(finding.cause()).contains("charges for being sure");
    }
}
