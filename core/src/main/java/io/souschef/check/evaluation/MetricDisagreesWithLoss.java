package io.souschef.check.evaluation;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.loss.Aim;
import io.souschef.check.regularization.Trained;
import io.souschef.experiment.Finding;
import java.util.Arrays;

/**
 * The loss falls and the metric gets worse: one of the two measures something else. Both are taken on training examples along a
 * short training. Where the loss falls little, or the metric doesn't move, nothing is said. A metric that gets worse on the way, but is
 * better than that of the same answers to other questions, goes with the loss: a net that says the majority first finds none of the rare.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">human baseline: monitor metrics other than loss</a>
 */
public final class MetricDisagreesWithLoss implements Check {
    /** So much of itself the loss must fall. */
    private static final double FALLS = 0.15;

    /**
     * What is left of the metric, from what it says of wrong answers: a weighted loss may cost a net that says the majority some of
     * its accuracy, which then still is above a half; where loss and metric are told opposite things, a fifth is left.
     */
    private static final double WORSE = 0.6, HALF = 0.5;

    @Override
    public String name() {
        return "metric and loss agree";
    }

    @Override
    public String code() {
        return "metric-disagrees-with-loss";
    }

    @Override
    public Finding run(Subject subject) {
        Trained.View trained = subject.measured(new Trained());
        double[] losses = trained.losses();
        double[] metrics = trained.metrics();
        int last = losses.length - 1;
        double fell = 1 - losses[last] / losses[0];
        if (!Arrays.stream(losses).allMatch(Double::isFinite)) {
            return finding().error("the loss is not finite on the way: %s", rounded(losses));
        }
        if (!(fell > FALLS)) {
            throw new CouldNotJudge("the loss falls by %.0f %% only in %d steps", 100 * fell, trained.steps());
        }
        if (Aim.elsewhere(subject)) {
            throw new CouldNotJudge(
                    "the program's loss doesn't take the targets for the answers, so that the metric of such answers may say anything");
        }
        Asked.View asked = subject.measured(new Asked());
        if (!asked.answered()) {
            return asked.unanswered(finding());
        }
        if (Arrays.stream(metrics).anyMatch(Double::isNaN)) {
            return finding().error("the metric is no number on the way: %s", rounded(metrics));
        }
        double before = place(asked, metrics[0]);
        double after = place(asked, metrics[last]);
        boolean worse = after < before && after < WORSE * before && after < HALF; // below 0 is worse than wrong
        boolean broken = worse && after < WORSE * place(asked, subject.measured(new Trained.Shuffled()));
        return finding()
                .measured("loss %s, metric %s", rounded(losses), rounded(metrics))
                .expected("a metric that gets better while the loss falls")
                .cause(broken ? "the metric gets worse while the loss falls" : "")
                .fix(
                        "check the direction of the metric, its positive class and its threshold; and the sign of the loss")
                .failIf(broken);
    }

    /** Where a metric lies between what it says of wrong answers, 0, and of right ones, 1. */
    private static double place(Asked.View asked, double metric) {
        double right = asked.scores().surely();
        if (right == asked.wrong()) {
            throw new CouldNotJudge("the metric says the same of right and of wrong answers");
        }
        return (metric - asked.wrong()) / (right - asked.wrong());
    }

    private static String rounded(double[] values) {
        return Arrays.toString(Arrays.stream(values)
                .map(v -> Double.isFinite(v) ? Math.round(v * 1e4) / 1e4 : v)
                .toArray());
    }
}
