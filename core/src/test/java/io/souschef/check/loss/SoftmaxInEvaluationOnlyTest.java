package io.souschef.check.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.Fed;
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
import io.souschef.train.Task;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** A net that takes the softmax itself in evaluation: its loss gets raw scores, and is judged by these. */
class SoftmaxInEvaluationOnlyTest {
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

    private static Finding found(Check check, BinaryOperator<Tensor> loss) {
        return Fed.found(
                check,
                Subject.of(seed ->
                        new MadeProgram(MadeData.BLOBS, Task.classification(4), new Deployed(seed), 3e-3, 32, seed) {
                            @Override
                            public Tensor loss(Tensor output, Batch batch) {
                                return loss.apply(output, batch.target());
                            }
                        }));
    }

    private static Tensor picked(Tensor output, Tensor target) {
        return output.gather(1, target.unsqueeze(1)).mean().neg();
    }

    @Test
    void passes_on_cross_entropy() {
        assertThat(found(new LossUnstable(), Losses::crossEntropy).outcome()).isEqualTo(Outcome.PASS);
        assertThat(found(new LossExpectsProbabilities(), Losses::crossEntropy).outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(found(new WrongLossForTask(), Losses::crossEntropy).outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_a_logarithm_is_taken_of_a_softmax() {
        assertThat(found(
                                new LossUnstable(),
                                (output, target) -> picked(output.softmax(1).log(), target))
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void fails_when_raw_scores_are_taken_for_logarithms() {
        assertThat(found(new LossExpectsProbabilities(), SoftmaxInEvaluationOnlyTest::picked)
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void fails_when_raw_scores_are_drawn_to_one_and_zero() {
        assertThat(found(
                                new WrongLossForTask(),
                                (output, target) ->
                                        Losses.mse(output, target.oneHot(4).to(DType.FLOAT32)))
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }
}
