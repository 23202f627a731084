package io.souschef.check.loss;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * Right answers must cost less than wrong ones, and a step must lead downhill. Made outputs show the first, the program's own
 * updates the second.
 */
public final class LossSignFlipped implements Check {
    /**
     * Cosine between the gradient and that of the task's own loss. Over the healthy programs of the gallery and two rounds of strangers' none
     * below 0.16; with a sign flipped −0.35 to −1, a Dice −0.48; −0.1 and more where something else is wrong.
     */
    private static final double OPPOSED = -0.2;

    @Override
    public String name() {
        return "downhill";
    }

    @Override
    public String code() {
        return "loss-sign-flipped";
    }

    @Override
    public Finding run(Subject subject) {
        Feel feel = subject.measured(new Feel.Felt());
        NearAnswers answers = answers(subject, feel);
        boolean inLoss = (answers.right() > answers.wrong() && !(feel.pull().along() > OPPOSED))
                || (feel.kind() == Feel.Kind.NUMBERS && peaks(subject.measured(new Bottomless.Asked())));
        if (inLoss && subject.measured(new OtherAim.Asked()).meant()) {
            throw new CouldNotJudge(
                    "the metric takes low outputs for right too, distances say, or what an answer costs depends on the inputs");
        }
        boolean inStep = !inLoss && io.souschef.check.step.Uphill.of(subject);
        if (!inLoss && !inStep && (Double.isNaN(answers.right()) || Double.isNaN(answers.wrong()))) {
            throw new CouldNotJudge(
                    "the loss is %.4g when every answer is right and %.4g when every one is wrong: not finite for outputs that are made",
                    answers.right(), answers.wrong());
        }
        boolean swapped = feel.kind() == Feel.Kind.LABELS && answers.wrong() >= 0; // upside down it would have no end
        return finding()
                .measured(
                        inStep
                                ? "the updates go along the gradient, not against it"
                                : "%.4g when every answer is right, %.4g when every one is wrong",
                        answers.right(),
                        answers.wrong())
                .expected("a lower loss for right answers, and updates that lower it")
                .cause(
                        inLoss
                                ? "the loss is maximised by right answers: its sign is flipped"
                                        + (swapped ? ", or it takes a yes for a no" : "")
                                : inStep ? "the update goes uphill: its sign is flipped" : "")
                .fix(
                        inLoss
                                ? swapped
                                        ? "swap what it asks of a yes and of a no, or return the negative of it"
                                        : "return the negative of it"
                                : inStep ? "weight -= rate * gradient" : "")
                .failIf(inLoss || inStep);
    }

    /**
     * What the loss says to right and to wrong answers; where that isn't finite, to such as lie within what the net gives: a net of rates never says
     * exactly 0.
     */
    private static NearAnswers answers(Subject subject, Feel feel) {
        NearAnswers made =
                new NearAnswers(feel.answers().right(), feel.answers().wrong());
        if (made.finite()) {
            return made;
        }
        NearAnswers near = subject.measured(new NearAnswers.Asked());
        return near.finite() ? near : made;
    }

    /** Where outputs can't be negative, thirty beside the target on one side says nothing: a likelihood has its peak at the target. */
    private static boolean peaks(Bottomless loss) {
        return loss.falls() && loss.peaks();
    }
}
