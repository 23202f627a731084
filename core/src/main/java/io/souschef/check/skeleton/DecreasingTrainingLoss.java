package io.souschef.check.skeleton;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.loss.Aim;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/**
 * Over the first steps the loss on the examples that are trained on must fall, or at least not rise. The task's loss of the same
 * few batches, before and after.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"verify decreasing training loss", section 2 of the recipe</a>
 */
public final class DecreasingTrainingLoss implements Check {
    /** Of the loss at the start. Over 40 seeds x 19 healthy programs it ends at 0.01 to 0.998 of it. */
    private static final double RISE = 0.2;

    /**
     * Of the program's own loss. Where it falls by so much while squared errors rise, it asks for something else than the mean: the
     * ninth of ten's quantile fell by 0.59 to 0.76 in 32 steps over 5 seeds, while the squares rose by 0.40 to 0.95. Of classes, where rare
     * ones count more, say: a warning.
     */
    private static final double FALLS = 0.1;

    @Override
    public String name() {
        return "verify decreasing training loss";
    }

    @Override
    public String code() {
        return "training-loss-rises";
    }

    @Override
    public Finding run(Subject subject) {
        Aim.byTask(subject);
        FirstSteps.Measured first = judged(subject.measured(new FirstSteps()));
        boolean higher = !(first.after() <= first.before() * (1 + RISE));
        boolean another = first.ownFell() > FALLS;
        boolean rises = higher && !another;
        boolean doubtful = higher && another && first.moved() && !isRegression(subject);
        Reason reason = reason(first.moved(), rises, doubtful);
        Finding.Draft draft = finding()
                .measured(
                        "loss %.4f before, %.4f after %d steps, on the same %,d examples%s",
                        first.before(),
                        first.after(),
                        first.steps(),
                        first.examples(),
                        another && higher
                                ? "; the program's own falls by %.0f %%".formatted(100 * first.ownFell())
                                : "")
                .expected("lower after than before; at most %.0f %% higher", 100 * RISE)
                .cause("%s", reason.cause())
                .fix("%s", reason.fix())
                .evidence(curve(first));
        return doubtful ? draft.warnIf(true) : draft.okIf(first.moved() && !rises);
    }

    /** @throws CouldNotJudge where the loss can't fall, or isn't asked to yet */
    private static FirstSteps.Measured judged(FirstSteps.Measured first) {
        if (!Double.isFinite(first.before())) {
            throw new CouldNotJudge("the loss of a fresh net is %s", first.before());
        }
        if (first.before() == 0 && first.after() == 0) {
            throw new CouldNotJudge(
                    "the loss of a fresh net is 0 on these %,d examples: it can't fall", first.examples());
        }
        if (first.movedLater()) {
            throw new CouldNotJudge(
                    "no weight has moved after %d steps, and some have by the end of an epoch: an update is of more batches",
                    first.steps());
        }
        return first;
    }

    private static boolean isRegression(Subject subject) {
        return subject.fresh(TrainingProgram::task) instanceof Task.Regression;
    }

    private static Evidence curve(FirstSteps.Measured first) {
        return Evidence.Curves.of(
                "Loss on the first batches",
                "passes over them",
                "task loss, " + first.unit(),
                "It should fall.",
                Evidence.Line.of("loss", first.passes(), first.losses()));
    }

    private record Reason(String cause, String fix) {}

    private static Reason reason(boolean moved, boolean rises, boolean doubtful) {
        if (!moved) {
            return new Reason(
                    "the step changes no weight",
                    "look for backward() after the loss and step() after it, for a rate of 0, and for an optimiser that holds another net's parameters");
        }
        if (doubtful) {
            return new Reason(
                    "the loss of the task rises, while the program's own falls: they ask for different things",
                    "look at the metric: where classes are weighted on purpose, outputs are no shares of them any more");
        }
        return rises
                ? new Reason(
                        "the updates make it worse",
                        "try a rate ten times smaller; if that rises too, look at the sign of the loss, and whether gradients are cleared before each backward pass")
                : new Reason("", "");
    }
}
