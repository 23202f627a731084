package io.souschef.check.step;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import java.util.Locale;

/** The updates of a program, where something reproduces them. */
final class Explained {
    private Explained() {}

    /** @throws CouldNotJudge when nothing moves, or nothing that was tried reproduces it */
    static Anatomy of(Subject subject) {
        Anatomy anatomy = Dissection.of(subject);
        if (!anatomy.moves()) {
            throw new CouldNotJudge("no weight moves");
        }
        if (anatomy.explained().isEmpty()) {
            throw new CouldNotJudge(
                    "its updates are reproduced neither by the standard step (off by %.0f %%) nor by a known deviation;"
                            + " a loss that differs from loss(), or an optimiser of another kind",
                    100 * Math.min(9.99, anatomy.misfitOfStandard()));
        }
        return anatomy;
    }

    /** How the explanation and the standard step compare. */
    static String text(Anatomy anatomy) {
        Anatomy.Match match = anatomy.explained().orElseThrow();
        String by = match.variation() == Variation.STANDARD
                ? "the standard step"
                : "the standard step, " + words(match.variation())
                        + (match.beside() == Variation.STANDARD ? "" : " and " + words(match.beside())) + ",";
        String rule = anatomy.owned() ? "" : " with " + match.rule().name();
        String text = String.format(
                Locale.ROOT,
                "%s%s reproduces %d updates to %.1e",
                by,
                rule,
                match.fits().size(),
                match.misfit());
        double unchanged = anatomy.misfitOfStandard();
        return match.variation() == Variation.STANDARD || unchanged < Anatomy.SAME
                ? text
                : text
                        + String.format(
                                Locale.ROOT, ", unchanged it is off by %.0f %%", 100 * Math.min(9.99, unchanged));
    }

    private static String words(Variation variation) {
        return switch (variation) {
            case STANDARD -> "unchanged";
            case WEIGHTED -> "its micro-batches weighted by their examples";
            case WEIGHTED_BY_TARGETS -> "its micro-batches weighted by their targets";
            case FROZEN_PARTS_IN_EVALUATION_MODE -> "with its frozen parts in evaluation mode";
            case CLIPPED_TO_ONE -> "clipped to a norm of 1";
            case CLIPPED_TO_HALF -> "clipped to a norm of 0.5";
            case CLIPPED_TO_FIVE -> "clipped to a norm of 5";
            case CLIPPED_TO_TEN -> "clipped to a norm of 10";
            case CLIPPED_TO_TENTH -> "clipped to a norm of 0.1";
            case CLIPPED_BY_VALUE_UNDECLARED -> "each gradient clamped to 1";
            case NOT_CLEARED -> "gradients not cleared";
            case CLEARED_EACH_BATCH -> "gradients cleared before each micro-batch";
            case EVALUATION_MODE -> "in evaluation mode";
            case NOT_CLIPPED -> "not clipped";
            case CLIPPED_BY_VALUE -> "clipped number by number";
            case CLIPPED_WITH_SCALE -> "clipped while it is a thousand times as large";
            case CLIPPED_BEFORE_BACKWARD -> "clipped before each backward pass";
            case CLIPPED_EACH -> "each parameter clipped by itself";
            case TWICE -> "taken twice";
            case NOT_DIVIDED -> "micro-batches summed";
            case NOT_CLEARED_IN_EVALUATION_MODE -> "in evaluation mode and gradients not cleared";
            case SOFTMAX_FIRST -> "a softmax before the loss";
            case SIGMOID_FIRST -> "a sigmoid before the loss";
        };
    }
}
