package io.souschef.check.init;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * A net whose last bias doesn't say what is known beforehand, the mean of the targets or the shares of the classes, spends its first
 * steps on learning it: the "hockey stick". So what a fresh net says on average should be about what is true on average.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">init well</a>
 */
public final class FinalBiasNotSet implements Check {
    /** Deviations of the targets, mean of 5 fresh nets. Over 40 seeds each of 19 regressions 0.9 at most, for counts around one. */
    private static final double FAR = 2;

    /** Nats that the shares of the classes are worth: two classes at 1 : 10 are 0.39. */
    private static final double WORTH = 0.3;

    /** So much of that fresh nets may still have to learn. At 1 : 12 over 40 seeds: 0.73 and more without a bias, 0.02 with it. */
    private static final double LEFT = 0.5;

    @Override
    public String name() {
        return "init well: the final bias";
    }

    @Override
    public String code() {
        return "final-bias-not-set";
    }

    @Override
    public Finding run(Subject subject) {
        Prior.Known known = subject.measured(new Prior());
        return known.numbers() ? numbers(known) : classes(known);
    }

    private Finding numbers(Prior.Known known) {
        boolean far = known.off() > FAR;
        return finding()
                .measured(
                        "fresh nets say %.3g on average, the targets are %.3g: %.1f of their deviations apart",
                        known.said(), known.expected(), known.off())
                .expected("at most %.0f deviations apart", FAR)
                .cause(far ? "the final bias does not start at the mean of the targets" : "")
                .fix("set the last layer's bias to the mean of the training targets, or standardise the targets")
                .okIf(!far);
    }

    private Finding classes(Prior.Known known) {
        if (known.expected() > WORTH && !known.pays()) {
            throw new CouldNotJudge("the program's own loss weighs the classes, and gains nothing by their shares");
        }
        boolean unset = known.expected() > WORTH && known.said() > LEFT * known.expected();
        return finding()
                .measured(
                        "%.3f nats to learn from the shares of the classes alone, of %.3f that even bets cost more",
                        known.said(), known.expected())
                .expected("little: the final bias at the log of the shares")
                .cause(unset ? "the final bias does not start at the shares of the classes" : "")
                .fix("set the last layer's bias to the log of the class shares; for yes or no to log(p / (1 − p))")
                .warnIf(unset);
    }
}
