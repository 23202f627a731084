package io.souschef.check.step;

import io.souschef.check.Subject;

/** How the loss that goes backward in the step compares with the mean loss. */
public final class LossInStep {
    /** Where so many don't pull with their ordinary losses, the few that are left say nothing. */
    private static final double MOST = 0.9;

    private LossInStep() {}

    /** How many times the mean loss it is; 1 where that can't be known. */
    public static double times(Subject subject) {
        try {
            Pull pull = subject.measured(new Pull.Felt());
            return pull.misfit() < 0.05 ? pull.ratio() : 1;
        } catch (RuntimeException unknown) {
            return 1;
        }
    }

    /** The same where a step gets the first half of its batch alone: a sum halves with it, a scale does not. */
    public static double timesOfHalf(Subject subject) {
        try {
            Pull pull = subject.measured(new Pull.Felt(true));
            return pull.misfit() < 0.05 ? pull.ratio() : 1;
        } catch (RuntimeException unknown) {
            return 1;
        }
    }

    /** Share of the examples that don't pull at all once their loss is very large, of those that did; 0 where unknown. */
    public static double silenced(Subject subject) {
        try {
            Pull pull = subject.measured(new Pull.Felt());
            boolean told = pull.reached() && pull.spared() < MOST;
            return told ? Math.max(0, (pull.silenced() - pull.spared()) / (1 - pull.spared())) : 0;
        } catch (RuntimeException noGradientAtInputs) {
            return silencedAltogether(subject) ? 1 : 0;
        }
    }

    /** Whether a step pulls at nothing when losses are huge; false where that can't be known. */
    private static boolean silencedAltogether(Subject subject) {
        try {
            return subject.measured(new Silenced.Measured()).silent();
        } catch (RuntimeException unknown) {
            return false;
        }
    }
}
