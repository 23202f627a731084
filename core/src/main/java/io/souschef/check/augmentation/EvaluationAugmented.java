package io.souschef.check.augmentation;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.check.data.Correlation;
import io.souschef.check.data.Example;
import io.souschef.check.data.Pass;
import io.souschef.check.data.Reading;
import io.souschef.check.data.Streams;
import io.souschef.experiment.Finding;
import java.util.Map;

/**
 * Evaluation goes through the training pipeline, flips and noise and all: the number that is reported is of other pictures, and
 * of others each time. The evaluation stream is read twice, and once more from another seed. It can't see an augmentation that
 * draws the same for every seed.
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
        double again = changed(streams.evaluation(), streams.again(), 0);
        double elsewhere = changed(streams.evaluation(), streams.elsewhere(), RELATED);
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

    /** Share of the examples, by id and target, whose input is another; those that are not {@code related} don't count. */
    private static double changed(Pass first, Pass second, double related) {
        Map<Long, Example> others = second.byId();
        int shared = 0;
        int changed = 0;
        int targets = 0;
        double sum = 0;
        for (Example example : first.examples()) {
            Example other = others.get(example.id());
            if (other == null || other.input().length != example.input().length) {
                continue;
            }
            shared++;
            targets += example.sameTarget(other) ? 1 : 0;
            if (example.hash() != other.hash()) {
                changed++;
                sum += related == 0 || example.input().length == 0
                        ? 1
                        : Math.abs(Correlation.of(example.input(), other.input()));
            }
        }
        if (shared == 0 || changed == 0 || (related > 0 && (targets < shared || sum / changed < related))) {
            return 0;
        }
        return (double) changed / shared;
    }
}
