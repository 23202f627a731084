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

    /**
     * How many times a wrong class half of all classes away costs what one beside does. Over 1,107 runs of programs of the gallery and beside it, seed
     * 1: at most 1.05 in 1,097 and 1.32 in 8 others; 2.0 for an earth mover's distance, 4.0 for the squared error of an expected class number.
     */
    private static final double FARTHER = 1.5;

    /**
     * What it costs to be half one class too low and half one too high, as a share of what one class beside costs: of the last two 0.34, and 0.00
     * for the squared error, which takes that for right.
     */
    private static final double AVERAGED = 0.1;

    /**
     * Share of the outputs that pull at nothing: none of a cross-entropy's, 0.4 and more of a loss with margins, as capsules have, which nobody
     * takes by mistake.
     */
    private static final double CONTENT = 0.1;

    /** Outputs that can't get so far from zero are no raw scores. */
    private static final double FAR = 1.5;

    /**
     * How many times what random scores cost is the cost of scores of 30, where they should be one: of absolute errors 7 times, of squared ones 190 and
     * 288 in the gallery, seed 1; of margins and hinges 0.
     */
    private static final double ZEROED = 2;

    /** What a loss over classes or labels may be instead of the right one, in the order in which it is asked. */
    private enum Kind {
        AVERAGED(
                "a wrong class costs more the farther its number is from that of the right one, and two wrong ones cost nothing where the right one is between them",
                "crossEntropy(logits, target)"),
        SQUARED("a squared error on class scores", "crossEntropy(logits, target)"),
        SQUARED_LABELS("a squared error on class scores", "binaryCrossEntropy(logits, target)"),
        ORDERED(
                "a wrong class costs more the farther its number is from that of the right one: right where the classes are in an order, of grades or sizes",
                "crossEntropy(logits, target), if they are in none"),
        ONE_SIDED(
                "one answer to everything costs as little as the right answers: half of the labels don't count",
                "binaryCrossEntropy(logits, target)"),
        APART(
                "each class is judged yes or no, although just one is right: one against the rest, if that is meant",
                "crossEntropy(logits, target)"),
        COMPETING("labels compete in one softmax, although several may be right", "binaryCrossEntropy(logits, target)"),
        FITTING("", "");

        private final String cause;
        private final String fix;

        Kind(String cause, String fix) {
            this.cause = cause;
            this.fix = fix;
        }

        boolean mayBeMeant() {
            return this == ORDERED || this == APART;
        }
    }

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
        Feel feel = Feel.ofAnswers(subject);
        if (feel.kind() == Feel.Kind.NUMBERS) {
            return ofNumbers(subject, subject.measured(new Bottomless.Asked()));
        }
        LossAnswers answers = feel.answers();
        if (!Double.isFinite(answers.plain())) {
            throw new CouldNotJudge("only with a finite loss");
        }
        boolean classes = feel.kind() == Feel.Kind.CLASSES;
        Kind kind = classes ? ofClasses(feel) : ofLabels(feel);
        if ((kind == Kind.SQUARED || kind == Kind.SQUARED_LABELS) && subject.measured(new OutputReach()) < FAR) {
            kind = Kind.FITTING; // of sigmoids, or a softmax, a squared error is Brier's score
        }
        if (kind == Kind.COMPETING && subject.measured(new Ranked())) {
            kind = Kind.FITTING; // and of an order within the example, the likelihood of its items
        }
        Finding.Draft draft = finding()
                .measured(
                        "along a line the third difference is %.3f of the second; two classes interact by %.3f of their curvature",
                        answers.cubic(), answers.mixed())
                .expected(
                        classes
                                ? "classes that exclude one another: cross-entropy"
                                : "labels that don't: one yes or no each")
                .cause(kind.cause)
                .fix(kind.fix);
        return kind.mayBeMeant() ? draft.warnIf(true) : draft.failIf(kind != Kind.FITTING);
    }

    private static Kind ofClasses(Feel feel) {
        LossAnswers answers = feel.answers();
        double beside = answers.beside() - answers.right();
        boolean ordered = !feel.outputs().probabilities()
                && beside > 0
                && answers.farther() > FARTHER * answers.beside()
                && answers.farther() - answers.right() > FARTHER * beside;
        if (ordered) {
            return answers.astride() - answers.right() < AVERAGED * beside ? Kind.AVERAGED : Kind.ORDERED;
        }
        if (squared(answers) || oneHot(answers)) {
            return Kind.SQUARED;
        }
        boolean apart = bent(answers) && feel.classes() > 2 && answers.mixed() < ZERO;
        return apart && feel.pull().content() < CONTENT ? Kind.APART : Kind.FITTING;
    }

    private static Kind ofLabels(Feel feel) {
        LossAnswers answers = feel.answers();
        if (squared(answers)) {
            return Kind.SQUARED_LABELS;
        }
        double gap = answers.wrong() - answers.right(); // upside down is another bug, with a check of its own
        double same = answers.same() - answers.right();
        if (gap > 0 && same < ZERO * gap && same < ZERO * Math.abs(answers.plain() - answers.right())) {
            return Kind.ONE_SIDED;
        }
        boolean compete = feel.classes() > 1 && Math.abs(answers.shifted()) < 1e-4;
        return compete ? Kind.COMPETING : Kind.FITTING;
    }

    private static boolean squared(LossAnswers answers) {
        return bent(answers) && answers.cubic() < ZERO && answers.right() > 1 && answers.lopsided() < LOPSIDED;
    }

    /** Whether scores of exactly one and zero cost nothing, and higher ones more and more: another distance from them. */
    private static boolean oneHot(LossAnswers answers) {
        return Math.abs(answers.shifted()) > 1e-4
                && answers.plain() > 0
                && Math.abs(answers.one()) < 1e-4 * answers.plain()
                && answers.right() > ZEROED * answers.plain()
                && answers.wrong() > answers.right();
    }

    /** Whether right and wrong answers differ, and a number added to all of them counts. */
    private static boolean bent(LossAnswers answers) {
        return answers.right() - answers.wrong() != 0 && Math.abs(answers.shifted()) > 1e-4;
    }

    /** A loss for yes or no, say, asked about numbers beyond 0 and 1. Upside down is another bug, with a check of its own. */
    private Finding ofNumbers(Subject subject, Bottomless loss) {
        boolean wrong = loss.falls() && !loss.peaks();
        if (wrong && loss.bounded() && Aim.elsewhere(subject)) {
            throw new CouldNotJudge(
                    "the net's outputs are bounded, and the loss doesn't pull them to the targets: positions that earn, say");
        }
        return finding()
                .measured(
                        wrong && loss.reached()
                                ? "the right answers cost more than others that the net can give"
                                : wrong
                                        ? "the loss falls without end as outputs grow"
                                        : "no outputs that the net can give are found towards which the loss falls without end")
                .expected("a lowest loss, at the right answers")
                .cause(wrong ? "a loss for probabilities, or for something else, on numbers" : "")
                .fix(wrong ? "mse(output, target), or huber where there are outliers" : "")
                .failIf(wrong);
    }
}
