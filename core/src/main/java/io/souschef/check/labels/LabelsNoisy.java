package io.souschef.check.labels;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.data.LikeForLike;
import io.souschef.check.data.Pupil;
import io.souschef.check.data.Reading;
import io.souschef.check.loss.Aim;
import io.souschef.experiment.Finding;
import java.util.Locale;

/**
 * A part of the training labels belongs to other examples: a shard that was read in another order, a join that slipped. What a
 * predictor can say about training from itself is held against what it can say about evaluation. Labels that are as noisy in both
 * are in the data, and pass.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">how noisy are the labels?</a>
 */
public final class LabelsNoisy implements Check {
    /**
     * Skill in training over skill in evaluation, 0.86 and more in the gallery's healthy programs over 40 seeds where evaluation
     * has 0.5; 0.5 where two fifths of the labels are scrambled. Below 0.15 they all are, which has a name of its own; of five classes with every
     * other label right a predictor that learnt from evaluation has 0.29, one that learnt from such labels less than 0.15.
     */
    private static final double RATIO = 0.72, LEARNABLE = 0.5, NOTHING = 0.15;

    /** Standard errors between the two skills; of some forty examples each they are far apart by chance. Reasoned. */
    private static final double ERRORS = 3.5;

    /**
     * What can't be predicted of numbers, mean square, in training over evaluation. It is 1.16 and more where labels of one spread are scrambled
     * as far as the limits above, and 1 where the noise is the same and training has the narrower range. Reasoned.
     */
    private static final double LEFT = 1.1;

    /**
     * The share of the evaluation split that lies closer together than training: 0.05 expected where they are alike. In 1624 runs of programs of
     * the gallery and beside it, two seeds, 0.18 and less in all but six, and 0.31 at most. Reasoned.
     */
    private static final double CROWDED = 0.2;

    @Override
    public String name() {
        return "training labels as good as those of evaluation";
    }

    @Override
    public String code() {
        return "labels-noisy";
    }

    @Override
    public Finding run(Subject subject) {
        if (subject.measured(new Reading()).varied() > 0) {
            throw new CouldNotJudge("training is augmented, which looks the same");
        }
        if (subject.measured(new Reading()).windows()) {
            throw new CouldNotJudge(
                    "examples are windows of a series: the predictor sees some of training, farther apart than those of evaluation");
        }
        Pupil.View pupil = subject.measured(new Pupil());
        pupil.sameClasses();
        LikeForLike.View alike = subject.measured(new LikeForLike());
        double evaluation = alike.evaluation().skill();
        double training = alike.training().skill();
        double across = pupil.skill(pupil.training(), pupil.byHeld());
        if (evaluation < LEARNABLE) {
            throw new CouldNotJudge(
                    "a kernel ridge regression learns too little from the evaluation split: skill %.2f", evaluation);
        }
        // copies of an example may be in sets apart, and are together here
        double whole = pupil.skill(pupil.training(), pupil.byTraining());
        double best = Math.max(whole, Math.max(training, across));
        boolean noisy = best < RATIO * evaluation && best >= NOTHING;
        double error = Math.hypot(
                alike.evaluation().error(),
                training > across ? alike.training().error() : pupil.error(pupil.training(), pupil.byHeld()));
        if (noisy && alike.crowded() > CROWDED) {
            throw new CouldNotJudge(
                    "%.0f %% of the evaluation split lie closer to another example of it than nearly all of training do",
                    100 * alike.crowded());
        }
        if (noisy && evaluation - best < ERRORS * error) {
            throw new CouldNotJudge(
                    "training is predicted with skill %.2f and evaluation with %.2f, which by so few examples may be chance",
                    best, evaluation);
        }
        if (noisy
                && pupil.classes() == 0
                && alike.training().left() < LEFT * alike.evaluation().left()) {
            throw new CouldNotJudge(
                    "numbers lie closer together in training than in evaluation, so that as much noise says more there");
        }
        if (noisy && Aim.elsewhere(subject)) {
            throw new CouldNotJudge(
                    "the program's loss doesn't take the targets for the answers, so that they may mean something else in training");
        }
        return finding()
                .measured(
                        "a kernel ridge regression predicts evaluation with skill %.2f, training with %.2f",
                        evaluation, best)
                .expected("at least %.2f times as much in training", RATIO)
                .cause(
                        noisy
                                ? String.format(
                                        Locale.ROOT,
                                        "about %.0f %% of the training labels are scrambled",
                                        100 * (1 - best / evaluation))
                                : "")
                .fix(
                        "find where labels are joined to inputs, and join by id; look at the examples with the highest loss")
                .failIf(noisy);
    }
}
