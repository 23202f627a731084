package io.souschef.check.augmentation;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.data.Namesakes;
import io.souschef.check.data.Reading;
import io.souschef.check.data.Streams;
import io.souschef.check.evaluation.Assessed;
import io.souschef.experiment.Finding;
import io.souschef.train.Task;
import java.util.Locale;

/**
 * Evaluation goes through the training pipeline, flips and noise and all: the number that is reported is of other pictures, and
 * of others each time. The evaluation stream is read twice, and once more from another seed. What draws the same each time is seen where it
 * leaves parts of the inputs out: evaluation then has as many gaps as training. That the same examples come again is told by their
 * likeness, or by their ids and targets. Where other examples come each time, or where a target is what the input was before it was
 * changed, it can't judge. It can't see another augmentation that draws the same for every seed.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">simplify: turn off any data augmentation</a>
 */
public final class EvaluationAugmented implements Check {
    /** Data that are made from the seed share no more with those of another seed than chance. */
    private static final double RELATED = 0.3;

    @Override
    public String name() {
        return "evaluation is not augmented";
    }

    @Override
    public String code() {
        return "evaluation-augmented";
    }

    @Override
    public Finding run(Subject subject) {
        Streams streams = subject.measured(new Reading());
        Namesakes read = Namesakes.of(streams.evaluation(), streams.again());
        Namesakes seeded = Namesakes.of(streams.evaluation(), streams.elsewhere());
        double again = share(read);
        if (again > 0 && !read.sameExamples() && !named(subject, streams, read)) {
            throw new CouldNotJudge(
                    read.areKnown()
                            ? "other examples come when evaluation() is read again, not the same ones changed"
                            : "all inputs are others when evaluation() is read again, and too large to be kept and compared");
        }
        if (again > 0 && read.undone(streams.evaluation())) {
            throw new CouldNotJudge("the target is what the input was: what is done to inputs is the task");
        }
        double elsewhere = isRelated(seeded) && !seeded.undone(streams.evaluation()) ? share(seeded) : 0;
        Gaps gaps = Gaps.in(streams);
        boolean left = gaps.inEvaluation() && !mayBeTheTask(subject, streams);
        boolean broken = again > 0 || elsewhere > 0.2 || left;
        return finding()
                .measured(
                        "%.0f %% of the evaluation inputs differ when they are read again, %.0f %% from another seed%s",
                        100 * again,
                        100 * elsewhere,
                        left
                                ? String.format(
                                        Locale.ROOT,
                                        "; training sets %.0f %% of its numbers to %.4g at random, and %.0f %% of those of evaluation are that",
                                        100 * gaps.left(),
                                        gaps.value(),
                                        100 * gaps.evaluation())
                                : "")
                .expected("the same inputs each time")
                .cause(broken ? "evaluation is augmented" : "")
                .fix("give evaluation a pipeline without random changes: resize, crop in the middle, normalise")
                .failIf(broken);
    }

    /**
     * Whether they are the same by their ids and targets, where moving, turning and erasing leave no likeness of the inputs; and it matters: a set
     * may come in another order.
     */
    private static boolean named(Subject subject, Streams streams, Namesakes read) {
        if (!streams.idsNameExamples() || !read.sameByName(streams.evaluation(), streams.again())) {
            return false;
        }
        Assessed.View view = subject.measured(new Assessed());
        return !Assessed.close(view.user().loss(), view.again().loss());
    }

    /** Several numbers to predict may be what was in the gaps. */
    private static boolean mayBeTheTask(Subject subject, Streams streams) {
        return subject.fresh(program -> program.task() instanceof Task.Regression)
                && streams.evaluation().examples().get(0).target().length > 1;
    }

    private static double share(Namesakes pairs) {
        return (double) pairs.changed() / Math.max(1, pairs.size());
    }

    /** Whether another seed's are the same examples, and not on another scale alone: its split may have another mean. */
    private static boolean isRelated(Namesakes seeded) {
        return seeded.changed() > 0
                && seeded.sameTargets()
                && seeded.own() > RELATED
                && seeded.sameExamples()
                && !seeded.rescaled();
    }
}
