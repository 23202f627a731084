package io.souschef.check.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** Targets that are shares of the classes: a teacher's, or those of mixed examples. */
class LossOfSharesTest {
    private static final int CLASSES = 3;

    private static Finding found(Check check, BinaryOperator<Tensor> loss) {
        return Fed.found(check, Subject.of(seed -> new Fed(seed, 4, CLASSES) {
            @Override
            protected Batches batches(int[] rows, int epoch) {
                Batches classes = super.batches(rows, epoch);
                return Batches.of(classes.count(), rows.length, b -> softened(classes.open(b)));
            }

            @Override
            public Tensor loss(Tensor output, Batch batch) {
                return loss.apply(output, batch.target());
            }
        }));
    }

    /** 0.7 of its class, 0.15 of each other. */
    private static Batch softened(Batch batch) {
        return Batch.open("softened", () -> {
            Tensor shares =
                    batch.target().oneHot(CLASSES).to(DType.FLOAT32).mul(0.55).add(0.15);
            return new Batch.Content(batch.inputs(), shares, batch.ids());
        });
    }

    /** Of the teacher's shares and the logarithms of the net's. */
    private static Tensor divergence(Tensor logs, Tensor shares) {
        return shares.mul(shares.log().sub(logs)).sum(1).mean();
    }

    @Test
    void fails_when_a_divergence_takes_logits_for_logarithms() {
        Finding finding = found(new LossExpectsProbabilities(), LossOfSharesTest::divergence);

        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).contains("log-probabilities");
    }

    @Test
    void a_divergence_of_logarithms_is_right() {
        Finding finding =
                found(new LossExpectsProbabilities(), (logits, shares) -> divergence(logits.logSoftmax(1), shares));

        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_cross_entropy_with_shares_is_right() {
        for (Check check : new Check[] {
            new LossExpectsProbabilities(),
            new LossSignFlipped(),
            new LossUnstable(),
            new LossClipped(),
            new LossSummed()
        }) {
            Finding finding = found(check, Losses::crossEntropy);

            assertThat(finding.outcome()).as(finding.toString()).isEqualTo(Outcome.PASS);
        }
    }

    @Test
    void fails_when_its_sign_is_flipped() {
        Finding finding = found(new LossSignFlipped(), (logits, shares) -> Losses.crossEntropy(logits, shares)
                .neg());

        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void what_right_answers_cost_is_not_known() {
        Finding finding = found(new SoftmaxBeforeCrossEntropy(), Losses::crossEntropy);

        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).contains("shares");
    }
}
