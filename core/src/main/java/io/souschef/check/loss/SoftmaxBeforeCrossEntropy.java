package io.souschef.check.loss;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * Cross-entropy brings its own softmax. With another before it the outputs lie between 0 and 1, and even a net that is always
 * right pays ln(e + K − 1) − 1 nats. Two exact facts show it in the net, the floor shows it in the loss, and the update in the
 * step.
 *
 * @see <a href="https://twitter.com/karpathy/status/1013244313327681536">"you passed softmaxed outputs to a loss that expects raw
 *     logits", the most common neural net mistakes</a>
 */
public final class SoftmaxBeforeCrossEntropy implements Check {
    /** Nats. The floors are exact; rounding leaves 1e-6. */
    private static final double EXACT = 1e-3;

    /** Of what probabilities of one cost at the right class, the least that higher numbers, which no softmax gives, do. */
    private static final double LESS = 0.9;

    /** Nats that a probability of one costs at a yes, if it is taken for a logit: 0.31, by a focal loss 0.02 at least; and of them what 30 costs. */
    private static final double SOMETHING = 0.01, NOTHING = 0.01;

    @Override
    public String name() {
        return "raw logits into the loss";
    }

    @Override
    public String code() {
        return "softmax-before-cross-entropy";
    }

    @Override
    public Finding run(Subject subject) {
        Feel feel = Feel.ofAnswers(subject);
        if (feel.kind() == Feel.Kind.NUMBERS) {
            throw new CouldNotJudge("a regression has no softmax");
        }
        double floor = Math.log(Math.E + feel.classes() - 1) - 1;
        boolean labels = feel.kind() == Feel.Kind.LABELS;
        boolean inNet = labels
                ? sigmoidInNet(feel)
                : feel.outputs().probabilities()
                        && Math.abs(feel.answers().shifted()) < EXACT
                        && feel.answers().one() > SOMETHING // margins between probabilities don't ask for more
                        && feel.answers().smallest() < LESS * feel.answers().one();
        boolean inLoss = !inNet
                && (labels
                        ? Squashed.labels(feel) && Math.abs(feel.answers().shifted()) > EXACT
                        : Math.abs(feel.answers().right() - floor) < EXACT
                                || subject.measured(new Softmaxes.Seen()).twice());
        boolean inStep = !inNet && !inLoss && Squashed.inStep(subject);
        boolean twice = inNet || inLoss || inStep;
        String what = labels ? "sigmoid" : "softmax";
        return finding()
                .measured(
                        inNet
                                ? "the net's outputs are probabilities, and the loss treats them as logits"
                                : inStep
                                        ? "a " + what + " before the loss reproduces the updates"
                                        : "%.4f nats when every answer is right and certain",
                        feel.answers().right())
                .expected("logits into the loss: nearly 0 nats when every answer is right and certain")
                .cause(twice ? "a " + what + " comes before a loss that applies its own" : "")
                .fix(twice ? "take the " + what + " out of the " + (inNet ? "net" : inLoss ? "loss" : "step") : "")
                .failIf(twice);
    }

    /**
     * Between 0 and 1, and judged as if it were a logit: 1 at a right answer still costs ln(1 + 1/e), and next to nothing is left of it at
     * 30, which no probability is; also of a loss that weighs the yes.
     */
    private static boolean sigmoidInNet(Feel feel) {
        LossAnswers answers = feel.answers();
        return feel.outputs().inUnit()
                && (Math.abs(answers.plain() - answers.ofTask()) < EXACT
                        || (answers.certain() > SOMETHING && Math.abs(answers.right()) < NOTHING * answers.certain()));
    }
}
