package io.souschef.check.skeleton;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.loss.Aim;
import io.souschef.check.step.CutOff;
import io.souschef.check.wiring.InBatchTargets;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.train.Task;
import java.util.List;
import java.util.Locale;

/**
 * A net that can't learn a handful of examples by heart can't learn anything: with the program's own step on the same few, the
 * loss must go to its floor and every prediction must be the label. It stops as soon as that is so. Before it fails it tries a second
 * seed, for a net may start stuck.
 *
 * <p>Where the loss still falls when its patience ends (a small rate), or where a loss of the program's own is all but gone and asks for
 * other answers than the labels (a teacher's), it can't tell.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"overfit one batch", section 2 of the recipe</a>
 */
public final class OverfitOneBatch implements Check {
    @Override
    public String name() {
        return "overfit one batch";
    }

    @Override
    public String code() {
        return "cannot-overfit-one-batch";
    }

    @Override
    public Finding run(Subject subject) {
        if (subject.measured(new InBatchTargets())) {
            throw new CouldNotJudge("examples of a batch are told from each other: a few of them are another task");
        }
        Aim.byTask(subject);
        Memorised.Measured learnt = judged(subject.measured(new Memorised(0)));
        if (!learnt.byHeart()) {
            // a few examples, a few units: one start in some hundreds is stuck
            learnt = judged(subject.measured(new Memorised(1)));
        }
        boolean sound = learnt.byHeart();
        Reason reason = sound ? Reason.NONE : reason(subject.measured(new CutOff()));
        return finding()
                .measured(
                        "loss %.4f after %d steps on %d examples, from %.4f%s",
                        learnt.loss(),
                        learnt.steps(),
                        learnt.examples(),
                        learnt.start(),
                        learnt.task() instanceof Task.Regression
                                ? ""
                                : ", %d of %d right".formatted(learnt.right(), learnt.answers()))
                .expected(
                        "at most %.4f%s",
                        learnt.floor(), learnt.task() instanceof Task.Regression ? "" : ", every one right")
                .cause("%s", reason.cause())
                .fix("%s", reason.fix())
                .evidence(
                        curve(learnt),
                        new Evidence.Grid(
                                "Label and prediction, side by side",
                                "Each row is one of the examples, after the last step: both columns should agree.",
                                List.of("example", "label", "prediction"),
                                learnt.rows(),
                                "lll"))
                .okIf(sound);
    }

    private record Reason(String cause, String fix) {
        static final Reason NONE = new Reason("", "");
    }

    /** @param cut the size at which weights are cut off after each step; 0 where they aren't */
    private static Reason reason(double cut) {
        return cut > 0
                ? new Reason(
                        String.format(
                                Locale.ROOT,
                                "the weights are cut off at %.3g after each step, and the net can't fit even these",
                                cut),
                        "leave the weights alone after the step: only a critic's are cut off, and gradients are clipped before it")
                : new Reason(
                        "the step can't fit even these",
                        "check loss, gradients, rate and labels one by one; nothing later makes sense before this holds");
    }

    /** @throws CouldNotJudge where it isn't by heart and doesn't have to be */
    private static Memorised.Measured judged(Memorised.Measured learnt) {
        if (learnt.byHeart()) {
            return learnt;
        }
        if (learnt.rateGone()) {
            throw new CouldNotJudge(
                    "its schedule had come down to %.0f %% of the rate within %d steps, with a loss of %.4f, from %.4f",
                    100 * learnt.rateLeft(), learnt.steps(), learnt.loss(), learnt.start());
        }
        if (learnt.ownGone()) {
            throw new CouldNotJudge(
                    "its own loss came down to %.2g of its start, with %d of %d labels right: it asks for other answers",
                    learnt.ownLoss(), learnt.right(), learnt.answers());
        }
        if (learnt.diverged()) {
            throw new CouldNotJudge(
                    "after %d steps the loss is %.4f, from %.4f: it is not finite",
                    learnt.steps(), learnt.loss(), learnt.start());
        }
        if (learnt.stillFalling()) {
            throw new CouldNotJudge(
                    "after %d steps the loss is %.4f, from %.4f, and still falls: a larger rate, or more patience, would tell",
                    learnt.steps(), learnt.loss(), learnt.start());
        }
        if (!learnt.inTime()) {
            throw new CouldNotJudge(
                    "in the time that it has it took %d steps, and the loss is %.4f, from %.4f: more patience would tell",
                    learnt.steps(), learnt.loss(), learnt.start());
        }
        return learnt;
    }

    private static Evidence curve(Memorised.Measured learnt) {
        return Evidence.Curves.of(
                        "Loss on a few examples",
                        "step",
                        "task loss, " + learnt.task().lossUnit(),
                        "It should fall to the floor.",
                        Evidence.Line.of("loss", learnt.at(), learnt.losses()))
                .withLogY();
    }
}
