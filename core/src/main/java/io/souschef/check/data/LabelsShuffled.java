package io.souschef.check.data;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.loss.Aim;
import io.souschef.check.loss.Ignored;
import io.souschef.check.wiring.InBatchTargets;
import io.souschef.experiment.Finding;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Inputs in one order, labels in another: the net memorises what it can and knows nothing at evaluation. Told in three ways: the
 * same input has another target in the next epoch; one of several inputs comes with another of them then; or the evaluation split shows that inputs say something about targets, and in
 * training they say nothing. It can't see labels that are shuffled once and alike in both splits.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">visualize just before the net</a>
 */
public final class LabelsShuffled implements Check {
    /** Share of the inputs whose target is another in another epoch; 0 in every healthy program with inputs that come again as the same examples. */
    private static final double CHANGED = 0.1;

    /**
     * How far off the target before, as a share of how far off any other's, it is then: 1 where inputs and labels are shuffled apart; where one of
     * three annotators is asked, each wrong in a fifth, 0.4, and of targets with noise 0.1.
     */
    private static final double APART = 0.5;

    /**
     * Skill of a kernel ridge regression, 0 a guess and 1 perfect. Where evaluation teaches 0.35 or more about itself, training
     * teaches at least 0.31 about itself in the gallery's healthy programs over 40 seeds, and at most 0.13 where its labels are
     * shuffled.
     */
    private static final double LEARNABLE = 0.35, NOTHING = 0.15;

    /** Standard errors of a skill of zero. Of 400 times 40 numbers that nothing says anything of 26 had more than 0.35, and one more than four of them. */
    private static final double ERRORS = 4;

    @Override
    public String name() {
        return "labels belong to their inputs";
    }

    @Override
    public String code() {
        return "labels-shuffled-against-inputs";
    }

    @Override
    public Finding run(Subject subject) {
        if (subject.measured(new InBatchTargets())) {
            throw new CouldNotJudge("the target of an example is its place in the batch");
        }
        Streams streams = subject.measured(new Reading());
        Recurring.Change changed = Recurring.changed(streams, ignored(subject));
        if (changed.share() > CHANGED && changed.apart() > APART) {
            return ofTargets(changed);
        }
        Optional<String> apart = Inputs.apart(streams);
        if (apart.isPresent()) {
            return ofInputs(apart.get());
        }
        if (flips(streams) > 0.05) {
            throw new CouldNotJudge("images are flipped in training, which may have changed what they are");
        }
        if (drowned(streams)) {
            throw new CouldNotJudge(
                    "in training the inputs are changed too much in every epoch, by noise or by moving what they show");
        }
        Pupil.View pupil = subject.measured(new Pupil());
        pupil.sameClasses();
        double evaluation = pupil.skill(pupil.held(), pupil.heldOut());
        double training = pupil.skill(pupil.training(), pupil.byTraining());
        double across = pupil.skill(pupil.training(), pupil.byHeld());
        double teachable = Math.max(LEARNABLE, ERRORS / Math.sqrt(pupil.held().length));
        boolean unrelated = evaluation > teachable && training < NOTHING && across < NOTHING;
        if (unrelated && Aim.elsewhere(subject)) {
            throw new CouldNotJudge(
                    "the program's loss doesn't take the targets for the answers, so that they may mean something else in training");
        }
        return finding()
                .measured(
                        "a kernel ridge regression predicts evaluation from itself with skill %.2f, training from itself with %.2f, training from evaluation with %.2f",
                        evaluation, training, across)
                .expected("inputs that say as much about their targets in training as in evaluation")
                .cause(unrelated ? "in training the labels don't belong to their inputs" : "")
                .fix("draw one order and take both by it: x[order[i]], y[order[i]]")
                .failIf(unrelated);
    }

    private Finding ofTargets(Recurring.Change changed) {
        return finding()
                .measured(
                        "%.0f %% of the inputs have another target in another epoch, %.2f times as far off as any other's",
                        100 * changed.share(), changed.apart())
                .expected("one target for one input, in every epoch")
                .cause("inputs and labels are shuffled apart")
                .fix("draw one order and take both by it: x[order[i]], y[order[i]]")
                .okIf(false);
    }

    private Finding ofInputs(String apart) {
        return finding()
                .measured("%s", apart)
                .expected("inputs of one example that come together, in every epoch")
                .cause("the inputs are shuffled apart, and so is one of them from the labels")
                .fix("draw one order and take all of them by it: numbers[order[i]], codes[order[i]], y[order[i]]")
                .okIf(false);
    }

    /** Whether much of what the inputs are in training is redrawn from epoch to epoch: noise, or what was where. */
    private static boolean drowned(Streams streams) {
        if (!streams.idsNameExamples() || !streams.first().ofRealNumbers()) {
            return false;
        }
        return streams.noise() > Moments.whole(streams.first()).deviation()[0] / 2;
    }

    /** Share of the examples that come as their own mirror image in the next epoch. */
    private static double flips(Streams streams) {
        Pass pass = streams.first();
        if (!pass.ofImages() || streams.varied() == 0) {
            return 0;
        }
        var draws = streams.draws(1);
        return draws.stream()
                        .filter(draw -> draw.first().hash() != draw.second().hash()
                                && Pass.hash(Turn.LEFT_TO_RIGHT.of(draw.first().input(), pass.side(1), pass.side(2)))
                                        == draw.second().hash())
                        .count()
                / (double) Math.max(1, draws.size());
    }

    /** The target that doesn't count: what it stands for is another question in every epoch, where positions are asked for by chance. */
    private static double ignored(Subject subject) {
        return subject.fresh(program -> {
            OptionalInt declared = program.declares().ignoreIndex();
            if (declared.isPresent()) {
                return (double) declared.getAsInt();
            }
            OptionalLong ofTask = Ignored.ofTask(program.task());
            return ofTask.isPresent() ? (double) ofTask.getAsLong() : Double.NaN;
        });
    }
}
