package io.souschef.check.loss;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * A softmax belongs over the classes. Over another axis, adding one number to all examples of a class leaves the loss as it is,
 * and adding one to all classes of an example doesn't. In a loss of several terms it is seen as it is computed.
 */
public final class WrongLossAxis implements Check {
    private static final double NOTHING = 1e-4;

    /**
     * Where every answer is right, a softmax over the examples costs the logarithm of how many there are of a class; one of pairs, or where each
     * example is its own class, costs nothing.
     */
    private static final double SHARED = 0.01;

    /** Beyond the rounding of floats: where the axis matters the loss moves by far more than that. */
    private static final double EXACTLY = 1e-6;

    @Override
    public String name() {
        return "softmax over the classes";
    }

    @Override
    public String code() {
        return "softmax-over-wrong-axis";
    }

    @Override
    public Finding run(Subject subject) {
        Feel feel = Feel.ofAnswers(subject);
        LossAnswers answers = feel.answers();
        if (feel.kind() != Feel.Kind.CLASSES || !Double.isFinite(answers.shiftedOtherAxis())) {
            throw new CouldNotJudge("needs classes, and more than one example in a batch");
        }
        double scale = Math.max(1, Math.abs(answers.plain()));
        boolean seen = subject.measured(new Softmaxes.Seen()).overExamples();
        boolean wrong = seen
                || (answers.shiftedOtherAxis() < NOTHING * scale
                        && answers.right() > SHARED * scale
                        && (Math.abs(answers.shifted()) > 100 * NOTHING * scale || twice(feel, scale)));
        return finding()
                .measured(
                        "the loss changes by %.1e when one number is added over the classes, by %.1e over another axis%s",
                        Math.abs(answers.shifted()),
                        answers.shiftedOtherAxis(),
                        seen ? "; a softmax in it adds up to one over the examples" : "")
                .expected("no change over the classes, a change over every other axis")
                .cause(wrong ? "the softmax runs over the batch, or the positions, in place of the classes" : "")
                .fix(wrong ? "softmax over the axis of the classes: dimension 1 of [N, K], the last of [N, T, V]" : "")
                .failIf(wrong);
    }

    /**
     * Whether a softmax over the examples comes before one over the classes: then neither shift changes the loss, to the last digits
     * of a float, and yet it has a gradient: it isn't cut off.
     */
    private static boolean twice(Feel feel, double scale) {
        return feel.answers().shiftedOtherAxis() < EXACTLY * scale
                && feel.pull().taken()
                && feel.pull().usual() < 0.5;
    }
}
