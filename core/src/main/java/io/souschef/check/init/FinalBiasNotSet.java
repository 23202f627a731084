package io.souschef.check.init;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.train.Task;

/**
 * A net whose last bias doesn't say what is known beforehand, the mean of the targets or the shares of the classes, spends its first
 * steps on learning it: the "hockey stick". So what a fresh net says on average should be about what is true on average. Where those
 * first steps do learn it, that is a warning; where it is still missing after as many as a net learns something in, a failure.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">init well</a>
 */
public final class FinalBiasNotSet implements Check {
    /** Nats that the shares of the classes are worth: two classes at 1 : 10 are 0.39. */
    private static final double WORTH = 0.3;

    /**
     * The same as a share of what they can be worth. Of two classes at 1 : 10 it is 0.56, of the next letter of names 0.12, of returns in 21 steps
     * 0.15: that is no hockey stick.
     */
    private static final double SHARE = 0.2;

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
        boolean numbers = subject.fresh(program -> program.task() instanceof Task.Regression);
        return numbers ? numbers(subject.measured(new Offset())) : classes(subject.measured(new Prior()));
    }

    private Finding numbers(Offset.Measured offset) {
        boolean far = offset.isFar();
        if (far && !offset.wanted()) {
            throw new CouldNotJudge("the program's own loss gains nothing by the mean of the targets");
        }
        Finding.Draft draft = finding()
                .measured(
                        offset.oneSide()
                                ? "fresh nets say %.3g on average, the targets are %.3g: %.1f of their deviations apart%s"
                                : "fresh nets say %.3g on average, some more and some less than the targets, which are %.3g: each of them %.1f of"
                                        + " their deviations apart%s",
                        offset.said(),
                        offset.expected(),
                        offset.deviations(),
                        far ? sinceThen(offset) : "")
                .expected("at most %.0f deviations apart", Offset.FAR)
                .cause(
                        !far
                                ? ""
                                : offset.oneSide()
                                        ? "the final bias does not start at the mean of the targets"
                                        : "what a fresh net says on average depends on its seed: its weights or its inputs are too large")
                .fix(
                        far && !offset.oneSide()
                                ? "Init.torchDefault() for the last layer, behind inputs of mean zero and deviation one"
                                : "set the last layer's bias to the mean of the training targets, or standardise the targets");
        return offset.isHarmful() ? draft.failIf(true) : draft.warnIf(far);
    }

    private static String sinceThen(Offset.Measured offset) {
        return offset.isHarmful()
                ? ", and after %d steps still".formatted(Offset.STEPS)
                : ", made up within %d steps".formatted(offset.madeUp());
    }

    private Finding classes(Prior.Known known) {
        boolean uneven = known.expected() > Math.max(WORTH, SHARE * known.most());
        if (uneven && !known.pays()) {
            throw new CouldNotJudge("the program's own loss weighs the classes, and gains nothing by their shares");
        }
        boolean unset = uneven && known.said() > LEFT * known.expected();
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
