package io.souschef.check.augmentation;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.data.Namesakes;
import io.souschef.check.data.Reading;
import io.souschef.check.data.Streams;
import io.souschef.experiment.Finding;

/**
 * Evaluation goes through the training pipeline, flips and noise and all: the number that is reported is of other pictures, and
 * of others each time. The evaluation stream is read twice, and once more from another seed. Where other examples come each time, or where a
 * target is what the input was before it was changed, it can't judge. It can't see an augmentation that draws the same for every seed.
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
        if (again > 0 && !read.sameExamples()) {
            throw new CouldNotJudge("other examples come when evaluation() is read again, not the same ones changed");
        }
        if (again > 0 && read.undone(streams.evaluation())) {
            throw new CouldNotJudge("the target is what the input was: what is done to inputs is the task");
        }
        double elsewhere = isRelated(seeded) && !seeded.undone(streams.evaluation()) ? share(seeded) : 0;
        boolean broken = again > 0 || elsewhere > 0.2;
        return finding()
                .measured(
                        "%.0f %% of the evaluation inputs differ when they are read again, %.0f %% from another seed",
                        100 * again, 100 * elsewhere)
                .expected("the same inputs each time")
                .cause(broken ? "evaluation is augmented" : "")
                .fix("give evaluation a pipeline without random changes: resize, crop in the middle, normalise")
                .failIf(broken);
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
