package io.souschef.check.loss;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * What the loss is can be felt: a squared error has no third difference along a line; a loss that judges classes one by one has
 * no interaction between them; one that lets labels compete doesn't care for a number added to all of them; one for numbers has a
 * lowest value. Held against the declared task.
 */
public final class WrongLossForTask implements Check {
    /** Shares. The exact answer is 0; rounding gave up to 0.01, and losses of another kind 0.1 and more. */
    private static final double ZERO = 0.02;

    /** How much steeper on one side of the labels: 0 for a squared error, 0.4 with labels smoothed to 0.1 and 0.9, 2 for a distance that has a margin. */
    private static final double LOPSIDED = 0.7;

    /** How many times a wrong class half of all classes away costs what one beside does: 1 in a loss of classes, half of them and more for their numbers. */
    private static final double FARTHER = 1.5;

    /**
     * What it costs to be half one class too low and half one too high, as a share of what one class beside costs: 0 in a squared error of the
     * expected number, which takes that for right; half and more in a distance of ordered classes, such as the earth mover's.
     */
    private static final double AVERAGED = 0.1;

    @Override
    public String name() {
        return "the loss fits the task";
    }

    @Override
    public String code() {
        return "loss-wrong-for-task";
    }

    @Override
    public Finding run(Subject subject) {
        Feel feel = subject.measured(new Feel.Felt());
        LossAnswers answers = feel.answers();
        if (feel.kind() == Feel.Kind.NUMBERS) {
            return ofNumbers(subject.measured(new Bottomless.Asked()));
        }
        if (!Double.isFinite(answers.plain())) {
            throw new CouldNotJudge("only with a finite loss");
        }
        boolean classes = feel.kind() == Feel.Kind.CLASSES;
        boolean bent = answers.right() - answers.wrong() != 0 && Math.abs(answers.shifted()) > 1e-4;
        boolean square = bent && answers.cubic() < ZERO && answers.right() > 1 && answers.lopsided() < LOPSIDED;
        boolean apart = classes && !square && bent && feel.classes() > 2 && answers.mixed() < ZERO;
        boolean ordered = classes
                && !feel.outputs().probabilities()
                && answers.beside() > answers.right()
                && answers.farther() > FARTHER * answers.beside()
                && answers.farther() - answers.right() > FARTHER * (answers.beside() - answers.right())
                && !Aim.elsewhere(subject); // actions and their rewards have no order
        boolean onesided = !classes
                && answers.wrong() > answers.right() // upside down is another bug, with a check of its own
                && answers.same() - answers.right() < ZERO * (answers.wrong() - answers.right())
                && answers.same() - answers.right() < ZERO * Math.abs(answers.plain() - answers.right());
        boolean compete = !classes && feel.classes() > 1 && Math.abs(answers.shifted()) < 1e-4;
        boolean averaged =
                ordered && answers.astride() - answers.right() < AVERAGED * (answers.beside() - answers.right());
        boolean wrong = square || compete || averaged || onesided;
        Finding.Draft draft = finding()
                .measured(
                        "along a line the third difference is %.3f of the second; two classes interact by %.3f of their curvature",
                        answers.cubic(), answers.mixed())
                .expected(
                        classes
                                ? "classes that exclude one another: cross-entropy"
                                : "labels that don't: one yes or no each")
                .cause(
                        ordered
                                ? "a wrong class costs more the farther its number is from that of the right one"
                                        + (averaged
                                                ? ", and two wrong ones cost nothing where the right one is between them"
                                                : ": right where the classes are in an order, of grades or sizes")
                                : square
                                        ? "a squared error on class scores"
                                        : onesided
                                                ? "one answer to everything costs as little as the right answers: half of the labels don't count"
                                                : apart
                                                        ? "each class is judged yes or no, although just one is right: one against the rest, if that is meant"
                                                        : compete
                                                                ? "labels compete in one softmax, although several may be right"
                                                                : "")
                .fix(
                        square || apart || ordered
                                ? "crossEntropy(logits, target)" + (ordered && !averaged ? ", if they are in none" : "")
                                : compete || onesided ? "binaryCrossEntropy(logits, target)" : "");
        return wrong ? draft.failIf(true) : draft.warnIf(apart || ordered);
    }

    /** A loss for yes or no, say, asked about numbers beyond 0 and 1. Upside down is another bug, with a check of its own. */
    private Finding ofNumbers(Bottomless loss) {
        boolean wrong = loss.falls() && !loss.peaks();
        return finding()
                .measured(
                        wrong
                                ? "the loss falls without end as outputs grow"
                                : "no outputs are found towards which the loss falls without end")
                .expected("a lowest loss, at the right answers")
                .cause(wrong ? "a loss for probabilities, or for something else, on numbers" : "")
                .fix(wrong ? "mse(output, target), or huber where there are outliers" : "")
                .failIf(wrong);
    }
}
