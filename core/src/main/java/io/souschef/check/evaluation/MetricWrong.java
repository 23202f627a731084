package io.souschef.check.evaluation;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.loss.Aim;
import io.souschef.experiment.Finding;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;

/**
 * A threshold of one half on logits, the wrong class as the positive one: the number moves with training and means something else.
 * The program's metric is given answers that are all right, half right and all wrong: right ones must be the best, and at the end
 * of the scale, alone and together, and positions that don't count must not matter. It can't see a metric that is defined otherwise and is still best where it should be.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">human baseline: monitor metrics that are checkable</a>
 */
public final class MetricWrong implements Check {
    private static final double SLACK = 1e-4;

    /** What a metric that counts how sure an answer is says of one that is all right and very sure; a mean probability 0.99. */
    private static final double SOFT = 0.9;

    @Override
    public String name() {
        return "perfect answers score perfectly";
    }

    @Override
    public String code() {
        return "metric-wrong";
    }

    @Override
    public Finding run(Subject subject) {
        Aim.atTargets(subject);
        Asked.View asked = subject.measured(new Asked());
        if (asked.probabilities() && asked.asTask()) {
            throw new CouldNotJudge(
                    "the net gives probabilities, and the task's metric is for logits; the author's own metric would be needed");
        }
        if (!asked.answered()) {
            return asked.unanswered(finding());
        }
        Assessed.View view = subject.measured(new Assessed());
        Complaint complaint = complaint(subject, asked, view);
        boolean isTask = Math.abs(asked.half() - asked.task().half()) < SLACK;
        Finding.Draft draft = finding()
                .measured(
                        "right answers score %s (barely, hardly and very sure), half right %.4g, wrong %.4g; evaluate() says %.5g, over examples it is %.5g",
                        Asked.text(asked.right()),
                        asked.half(),
                        asked.wrong(),
                        view.user().metric(),
                        view.canonical().metric())
                .expected(isTask ? "the scale of the task's metric" : "the best score for right answers, however sure")
                .cause("%s", complaint.cause())
                .fix("try the metric on answers that are all right and all wrong before believing it");
        return complaint.doubtful()
                ? draft.warnIf(true)
                : draft.failIf(!complaint.cause().isEmpty());
    }

    /**
     * @param cause empty where nothing is wrong
     * @param doubtful whether the author may have meant it so
     */
    private record Complaint(String cause, boolean doubtful) {
        Complaint(String cause) {
            this(cause, false);
        }
    }

    private static Complaint complaint(Subject subject, Asked.View asked, Assessed.View view) {
        if (asked.moved() > SLACK) {
            return new Complaint(""); // over the wrong axis: another check says so
        }
        if (thresholded(asked)) {
            return new Complaint(
                    "the metric depends on how sure right answers are: a threshold for probabilities on logits");
        }
        if (asked.padded() > SLACK) {
            return new Complaint("positions that don't count move the metric");
        }
        if (crossed(asked)) {
            return new Complaint(
                    "a right answer alone scores 0, several don't: each is compared with the targets of all: shapes [N, 1] and [N] broadcast to [N, N]");
        }
        if (otherTargets(view)) {
            return new Complaint("the targets that are evaluated are others");
        }
        Asked.Scores scores = asked.scores();
        Asked.Scores even = asked.even();
        if (asked.nearlyAll() < SLACK && scores.surely() > 1 - SLACK) {
            return new Complaint(
                    "one wrong answer among many scores as if all were wrong: a whole number is divided by a whole number");
        }
        if (!spread(scores) && !spread(even)) {
            return new Complaint(
                    "the metric says the same of right and of wrong answers",
                    Double.isFinite(scores.surely()) && ranks(subject));
        }
        boolean ofShare = asked.task().surely() == 1;
        if (ofShare && ((share(scores) && share(even)) || (backwards(scores) && backwards(even)))) {
            return scores.turned() && depends(asked)
                    ? new Complaint("right answers score least, but not 0, and another number with other targets", true)
                    : best(asked)
                            ? new Complaint(
                                    "right answers score best, but not 1, and another number with other targets", true)
                            : new Complaint("right answers don't score best");
        }
        return new Complaint("");
    }

    /** Whether right answers count only where they are sure, and it is at one half that they begin to: logits at a threshold for probabilities. */
    private static boolean thresholded(Asked.View asked) {
        return !asked.probabilities()
                && asked.atHalf() > SLACK
                && Math.abs(asked.right()[0] - asked.right()[2]) > SLACK
                && asked.right()[0] == asked.right()[1];
    }

    /** Whether each answer is compared with all targets: one alone has no others. */
    private static boolean crossed(Asked.View asked) {
        return Math.abs(asked.alone()) < SLACK && asked.scores().turned() && asked.right()[2] > SLACK;
    }

    /** Whether the same outputs for as many examples get another metric, by other targets. */
    private static boolean otherTargets(Assessed.View view) {
        return view.user().size() == view.canonical().size()
                && !Arrays.equals(view.user().targets(), view.canonical().targets()) // else it is in another unit
                && sameOutputs(view)
                && !Assessed.close(view.user().metric(), view.canonical().metric());
    }

    private static boolean spread(Asked.Scores scores) {
        return Math.abs(scores.surely() - scores.wrong()) > SLACK;
    }

    /** Whether right answers score less than 1, where neither an error is told nor a loss. */
    private static boolean share(Asked.Scores scores) {
        double[] right = scores.right();
        boolean soft = right[0] < right[1] && right[1] < right[2];
        return right[2] < (soft ? SOFT : 1 - SLACK) && !scores.error() && !scores.lost() && !loss(scores);
    }

    private static boolean backwards(Asked.Scores scores) {
        boolean isShare = scores.surely() > -SLACK && scores.wrong() < 1 + SLACK; // ranks, costs, what it takes aren't
        return isShare && scores.turned() && !scores.error() && !loss(scores);
    }

    /** Less of it the surer right answers are, and more of it where they are wrong. */
    private static boolean loss(Asked.Scores scores) {
        double[] right = scores.right();
        return right[0] > right[1] && right[1] > right[2] && scores.turned();
    }

    /**
     * A precision at five of three labels, what a sale brings: right answers are the best, and how good depends on the targets. What is half of what
     * it should be is so with any. Of one class among several a score below 1 has no such excuse.
     */
    private static boolean best(Asked.View asked) {
        return asked.yesOrNo() && asked.scores().ordered() && asked.even().ordered() && depends(asked);
    }

    /** Whether how good right answers are depends on the targets: what a sale brings, what a visit costs. */
    private static boolean depends(Asked.View asked) {
        return Math.abs(asked.scores().surely() - asked.even().surely()) > SLACK;
    }

    /** Where there are few classes each may be among the first so many. */
    private static boolean ranks(Subject subject) {
        return !(subject.fresh(TrainingProgram::task) instanceof Task.Regression);
    }

    private static boolean sameOutputs(Assessed.View view) {
        float[] a = view.user().outputs();
        float[] b = view.canonical().outputs();
        if (a.length != b.length) {
            return false;
        }
        for (int i = 0; i < a.length; i++) {
            if (Math.abs(a[i] - b[i]) > 1e-4 * (1 + Math.abs(b[i]))) {
                return false;
            }
        }
        return true;
    }
}
