package io.souschef.check.loss;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * A loss that takes logs of its input, or that takes its input for logs, needs a net that gives probabilities, or their logs.
 * Adding one number to all outputs of a row, or doubling them, tells what the loss takes them for, and so does how it grows towards 0 and
 * 1; the outputs' sums tell what they are.
 */
public final class LossExpectsProbabilities implements Check {
    /** Of a loss of one nat. A loss of probabilities that guards its logarithm by 1e-6 is off by as much. */
    private static final double SAME = 1e-4;

    @Override
    public String name() {
        return "the loss gets what it expects";
    }

    @Override
    public String code() {
        return "loss-expects-probabilities";
    }

    @Override
    public Finding run(Subject subject) {
        Feel feel = subject.measured(new Feel.Felt());
        if (feel.kind() == Feel.Kind.NUMBERS) {
            throw new CouldNotJudge("only for classes and labels");
        }
        LossAnswers answers = feel.answers();
        boolean classes = feel.kind() == Feel.Kind.CLASSES;
        boolean asLogs = classes
                && Math.abs(answers.shifted() + answers.shift()) < 0.35 * Math.abs(answers.shift())
                && answers.right() < -1;
        // a loss that is not a number for probabilities either is ill in another way
        boolean asProbabilities = !asLogs
                && !Double.isNaN(answers.ofTask())
                && Double.isFinite(answers.ofProbabilities())
                && ((!Double.isFinite(answers.plain()) && !neverAsked(feel))
                        || (isLikelihood(feel) && !(neverAsked(feel) && dividesBySum(answers)))
                        || takesLogarithms(subject, feel));
        if (asLogs && !feel.outputs().logProbabilities() && subject.measured(new Ceiling())) {
            throw new CouldNotJudge(
                    "however large the weights, the outputs stay below a ceiling: log densities, perhaps");
        }
        boolean wrong = (asLogs && !feel.outputs().logProbabilities()) || (asProbabilities && !given(feel));
        return finding()
                .measured(
                        asLogs
                                ? "adding %.3f to all outputs changes the loss by %.3f: it takes them for log-probabilities"
                                : "adding %.3f to all outputs changes the loss by %.3f"
                                        + (isLikelihood(feel)
                                                ? "; of probabilities it is the cross-entropy of their logits"
                                                : takesLogarithms(subject, feel)
                                                        ? "; towards 0 for a yes, and towards 1 for a no, it grows as a"
                                                                + " logarithm does"
                                                        : ""),
                        answers.shift(),
                        answers.shifted())
                .expected("outputs that are what the loss takes them for")
                .cause(
                        wrong
                                ? "the net gives raw logits, the loss expects "
                                        + (asLogs
                                                ? "log-probabilities: it can fall without end"
                                                : "probabilities: it takes logs of negative numbers, or of what it cuts off to"
                                                        + " avoid that")
                                : "")
                .fix(
                        wrong
                                ? classes
                                        ? "use crossEntropy(logits, target), or "
                                                + (asLogs ? "logSoftmax(1)" : "softmax(1)") + " before this loss"
                                        : "use binaryCrossEntropy(logits, target), or sigmoid() before this loss"
                                : "")
                .failIf(wrong);
    }

    /** Whether the net gives probabilities: of all classes together, or of each label. */
    private static boolean given(Feel feel) {
        return feel.kind() == Feel.Kind.LABELS
                ? feel.outputs().inUnit()
                : feel.outputs().probabilities();
    }

    /** Whether it is only what no net like this gives that the loss has no answer to: concentrations, or one sigmoid for each class. */
    private static boolean neverAsked(Feel feel) {
        return feel.outputs().positive() && Double.isFinite(feel.answers().own());
    }

    /** Whether outputs that are all twice as large cost the same: the loss makes probabilities of them itself. */
    private static boolean dividesBySum(LossAnswers answers) {
        return Math.abs(answers.ownTwice() - answers.own()) < SAME * (1 + Math.abs(answers.own()));
    }

    /** Whether it takes logarithms of what is said of a yes and of a no, which isn't between 0 and 1: a focal loss, say. */
    private static boolean takesLogarithms(Subject subject, Feel feel) {
        return feel.kind() == Feel.Kind.LABELS
                && !given(feel)
                && !neverAsked(feel)
                && subject.measured(new Logarithms.Asked()).taken();
    }

    /** Whether the loss of softmax(x) is the cross-entropy of x: minus the logarithm of what it is given. */
    private static boolean isLikelihood(Feel feel) {
        LossAnswers answers = feel.answers();
        double near = SAME * (1 + Math.abs(answers.ofTask()));
        return !given(feel)
                && Math.abs(answers.ofProbabilities() - answers.ofTask()) < near
                && Math.abs(answers.again()) < near; // one pair of numbers may be alike by chance
    }
}
