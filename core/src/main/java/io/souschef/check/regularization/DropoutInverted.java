package io.souschef.check.regularization;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.OptionalDouble;

/**
 * Half the libraries ask for the share to keep, half for the share to drop: 0.9 drops nine tenths. Or what is kept is scaled by
 * the wrong one of the two, and the layers after it see other numbers in evaluation than in training. The zeros in the mask are
 * counted and its other number is read. A rate that isn't declared is only judged where it is extreme.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">drop</a>
 */
public final class DropoutInverted implements Check {
    /** Reasoned: a share above is rarely dropped on purpose, and then it is declared; the library's own masks are within 0.001 of their scale. */
    private static final double HIGH = 0.72, SCALE = 0.05;

    /** Of what is missing, so much may be missing still in what is handed on. Reasoned. */
    private static final double MADE_UP = 0.35;

    /** Standard errors by which a share may be off: the shares are counted. */
    private static final double ERRORS = 4.5;

    @Override
    public String name() {
        return "drop: the share that is meant";
    }

    @Override
    public String code() {
        return "dropout-inverted";
    }

    @Override
    public Finding run(Subject subject) {
        Dropped.View dropped = subject.measured(new Dropped());
        OptionalDouble declared =
                subject.fresh(program -> program.declares().feeding().dropout());
        if (dropped.training().isEmpty()) {
            throw new CouldNotJudge("the net drops nothing in training");
        }
        String cause = "";
        boolean augments = false;
        Dropped.Mask worst = dropped.training().get(0);
        for (Dropped.Mask mask : dropped.training()) {
            String found = cause(mask, declared, dropped);
            if (!found.isEmpty() && cause.isEmpty()) {
                cause = found;
                worst = mask;
                augments = mask.ofInput() && isPlain(mask);
            }
        }
        boolean isDeclared = declared.isPresent() && isMeant(worst, declared.getAsDouble(), dropped);
        double p = isDeclared ? declared.getAsDouble() : worst.rate();
        Finding.Draft draft = finding()
                .measured(
                        "%.2f of %d numbers are dropped, the rest multiplied by %.3g",
                        worst.rate(), worst.numbers(), worst.scale())
                .expected(
                        "%s dropped, the rest multiplied by 1 / (1 − p) = %.3g",
                        isDeclared ? String.valueOf(p) : "less than " + HIGH, 1 / (1 - p))
                .cause("%s", cause)
                .fix("new Dropout(p) takes the share p that is dropped; by hand: x.mul(mask).div(1 - p)");
        return augments ? draft.warnIf(true) : draft.okIf(cause.isEmpty());
    }

    /** Zeros and ones. */
    private static boolean isPlain(Dropped.Mask mask) {
        return Math.abs(mask.scale() - 1) < 1e-3;
    }

    /** Whether what is dropped is made up for on the way, by a mean of what is kept: what is handed on is as large as in evaluation. */
    private static boolean isMadeUp(Dropped.Mask mask, double kept) {
        return mask.handed().isPresent() && Math.abs(mask.handed().getAsDouble() - 1) < MADE_UP * Math.abs(kept - 1);
    }

    private static double error(Dropped.Mask mask) {
        return ERRORS * Math.sqrt(mask.rate() * (1 - mask.rate()) / mask.numbers()) + 0.01;
    }

    private static boolean isNear(Dropped.Mask mask, double share) {
        return Math.abs(mask.rate() - share) <= error(mask) + 0.03;
    }

    private static String cause(Dropped.Mask mask, OptionalDouble declared, Dropped.View dropped) {
        boolean isDeclared = declared.isPresent() && isMeant(mask, declared.getAsDouble(), dropped);
        double p = isDeclared ? declared.getAsDouble() : mask.rate();
        if (!isNear(mask, p)) {
            return isNear(mask, 1 - p)
                    ? "the share to keep is taken for the share to drop"
                    : "another share is dropped than declared";
        }
        if (!isDeclared && mask.rate() > HIGH) {
            return "the share to keep is taken for the share to drop, or far too much is dropped";
        }
        return isScaled(mask, dropped) ? "" : unscaled(mask);
    }

    /** Whether this is the mask that the declared share is of: one share is declared, and there may be others beside it. */
    private static boolean isMeant(Dropped.Mask mask, double declared, Dropped.View dropped) {
        return isNear(mask, declared)
                || isNear(mask, 1 - declared)
                || dropped.training().stream().noneMatch(other -> isNear(other, declared));
    }

    /** Whether evaluation sees numbers as large as training does, one way or the other. */
    private static boolean isScaled(Dropped.Mask mask, Dropped.View dropped) {
        double error = error(mask);
        double kept = mask.scale() * (1 - mask.rate());
        // a scale of exactly 1 is none, however small the share
        double most = isPlain(mask) ? error : SCALE + error * mask.scale();
        if (Math.abs(kept - 1) <= most || isMadeUp(mask, kept)) {
            return true;
        }
        double near = Math.min(Math.max(SCALE, error), mask.rate() / 2); // the share is counted, the factor is not
        boolean shrinks = isPlain(mask)
                && dropped.shrinks().stream().anyMatch(factor -> Math.abs(factor - (1 - mask.rate())) < near);
        boolean alike = dropped.shrinks().stream().anyMatch(factor -> Math.abs(kept / factor - 1) < most);
        boolean follows = Math.abs(kept / mask.after() - 1) < most
                && dropped.factors().stream().anyMatch(factor -> Math.abs(mask.after() / factor - 1) < SCALE);
        return shrinks || alike || follows;
    }

    private static String unscaled(Dropped.Mask mask) {
        return isPlain(mask)
                ? "what is kept is not scaled up: evaluation sees larger numbers than training"
                : "what is kept is scaled by the wrong share";
    }
}
