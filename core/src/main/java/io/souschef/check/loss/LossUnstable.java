package io.souschef.check.loss;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * log(softmax(x)) in two steps takes the log of zero as soon as the net is sure and wrong. Outputs of ten thousand, or
 * probabilities of exactly 0 and 1 where the net gives probabilities, must leave loss and gradient finite, unless the net can't give them.
 */
public final class LossUnstable implements Check {
    /** At outputs of 30: of a loss that takes logs about 30, of a squared one about 900, of an exponential one 1e13. */
    private static final double EXPONENTIAL = 1e6;

    @Override
    public String name() {
        return "the loss stays finite";
    }

    @Override
    public String code() {
        return "loss-numerically-unstable";
    }

    @Override
    public Finding run(Subject subject) {
        Feel feel = subject.measured(new Feel.Felt());
        if (feel.kind() == Feel.Kind.NUMBERS) {
            throw new CouldNotJudge("a regression takes no logs");
        }
        if (!Double.isFinite(feel.answers().plain())
                && !Double.isFinite(feel.answers().ofProbabilities())) {
            throw new CouldNotJudge("the loss is no finite number whatever the net says");
        }
        boolean finite = feel.answers().extreme();
        if (!finite
                && feel.answers().wrong() > EXPONENTIAL
                && Double.isFinite(feel.answers().wrong())) {
            throw new CouldNotJudge(
                    "the loss grows like an exponential of the outputs, to %.1g with wrong answers of 30: how large they can get it doesn't tell",
                    feel.answers().wrong());
        }
        if (!finite && subject.measured(new FiniteAtLargeWeights())) {
            throw new CouldNotJudge(
                    "outputs so large, or probabilities of exactly 0, are none that the net gives: with matrices of weights up to a thousand times as large its loss is finite");
        }
        return finding()
                .measured(
                        finite
                                ? "finite at the most certain wrong answers"
                                : "infinite or NaN at certain wrong answers")
                .expected("a finite loss and gradient, however wrong and certain the net is")
                .cause(finite ? "" : "a log is taken of a probability that rounds to zero")
                .fix(
                        finite
                                ? ""
                                : "crossEntropy(logits, target) or logSoftmax in one operation; or add 1e-8 inside the log")
                .failIf(!finite);
    }
}
