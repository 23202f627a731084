package io.souschef.check.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
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
}
