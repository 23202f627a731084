package io.souschef.check.loss;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.step.Penalty;
import io.souschef.check.wiring.Aside;
import io.souschef.check.wiring.BesideTheData;
import io.souschef.experiment.Finding;
import io.souschef.train.Task;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * A penalty on the weights should be a nudge beside what the data say. The loss is split in two by cutting the net's output
 * off: what still pulls at the weights is the penalty, unless it changes with the batch's targets: then the loss has asked the net
 * itself. Also whether it comes on top of a declared weight decay.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"you just screwed up the settings for regularization strengths"</a>
 */
public final class RegularizationDominates implements Check {
    /** Penalty's gradient over the data's, in a fresh net. Healthy programs had up to 0.1, wrong ones 3 and more. */
    private static final double MOST = 1;

    /**
     * The same of a penalty on what layers put out: of what takes inputs and no targets, and pulls the weights towards zero. Healthy programs
     * had up to 0.008, a sum in place of a mean 4.3 to 7.8, over 3 seeds.
     */
    private static final double MOST_BESIDE = 2;

    /**
     * Cosine between a penalty's pull and the weights: 1.000 for squares, in six programs of the gallery, and 0.8 for absolute values, which weights
     * are to be rid of. Soft orthogonality has 0.38, and is met after some steps, however hard it pulls in the first.
     */
    private static final double INWARD = 0.6;

    /** Logits: with half of one above nine others, the right class has 15 %. Smoothed labels ask for 4 and more, cosines and margins for 1. */
    private static final double HELD = 0.5;

    /**
     * Of the loss of even outputs: what is held down costs nearly as much at its best. With half a logit above the others the cross-entropy is still
     * 0.82 and more of it, for two classes and for ten; where a loss multiplies cosines by 16, it is 0.25 there, with labels smoothed by a tenth.
     */
    private static final double NO_BETTER = 0.75;

    /** Of the declared decay: a penalty in the loss that is a smaller part of it adds nothing to it. */
    private static final double AS_MUCH = 0.1;

    @Override
    public String name() {
        return "the data pull harder than the penalty";
    }

    @Override
    public String code() {
        return "regularization-dominates";
    }

    @Override
    public Finding run(Subject subject) {
        Aside.View aside = subject.measured(Aside.asItIs());
        if (!aside.gradient()) {
            throw new CouldNotJudge("the loss takes no gradient");
        }
        if (!aside.output() && aside.data()) {
            throw new CouldNotJudge("the loss asks the net itself: what of it is a penalty can't be told");
        }
        if (holdsDown(subject)) {
            return heldDown(Feel.ofAnswers(subject).answers());
        }
        double data = norm(aside, pull -> true, Aside.Pull::whole);
        double inStep = Penalty.inStep(subject);
        double share = Math.max(norm(aside, Aside.Pull::penalty, Aside.Pull::aside) / Math.max(data, 1e-12), inStep);
        double beside = Math.max(onOutputs(subject, aside) / Math.max(data, 1e-12), BesideTheData.penalty(subject));
        boolean onOutputs = beside > MOST_BESIDE;
        boolean ofAnotherAim = share > MOST && inStep <= MOST && aside.inward(Aside.Pull::penalty) < INWARD;
        boolean large = (share > MOST && !ofAnotherAim) || onOutputs;
        boolean twice = !large && !ofAnotherAim && twice(subject, aside);
        Finding.Draft draft = finding()
                .measured("the penalty pulls %.3g times as hard as the data", onOutputs ? beside : share)
                .expected(
                        "less than %.0f times, a penalty on what layers put out less than %.0f, and one penalty only",
                        MOST, MOST_BESIDE)
                .cause(
                        large
                                ? "the regularisation dominates the loss"
                                : twice
                                        ? "the weights are penalised twice: in the loss and by the optimiser's weight decay"
                                        : ofAnotherAim
                                                ? "at the start a penalty pulls harder than the data, not towards zero: to where it is met, perhaps"
                                                : "")
                .fix(
                        large
                                ? "make its factor a hundred times smaller"
                                : twice
                                        ? "keep one of the two"
                                        : ofAnotherAim ? "watch whether the loss without it falls as well" : "");
        return large || twice ? draft.failIf(true) : draft.warnIf(ofAnotherAim);
    }

    private Finding heldDown(LossAnswers answers) {
        return finding()
                .measured(
                        "the loss is lowest, %.4f, where the logits of the right classes are %.1f above the others",
                        answers.smallest(), answers.smallestAt())
                .expected("a loss that is lower where the net is surer of the right classes")
                .cause("a penalty on the outputs dominates the loss")
                .fix("make its factor a hundred times smaller")
                .failIf(true);
    }

    /** How hard a penalty on what layers put out pulls past the output; 0 where none pulls inward, also with small weights. */
    private static double onOutputs(Subject subject, Aside.View aside) {
        boolean inward = aside.inward()
                && subject.measured(new Aside(BesideTheData.SMALL)).inward();
        return inward ? norm(aside, Aside.Pull::unasked, Aside.Pull::aside) : 0;
    }

    /** Whether the loss decays the weights, and the step does so again; else the declared decay is the one in the loss. */
    private static boolean twice(Subject subject, Aside.View aside) {
        double decay = subject.fresh(program -> program.declares().weightDecay().orElse(0));
        return decay > 0
                && aside.pulls().stream().anyMatch(pull -> pull.decay() > AS_MUCH * decay)
                && Penalty.besideTheLoss(subject);
    }

    /** Whether the loss of classes asks for right answers, but punishes every logit that is large enough to give them. */
    private static boolean holdsDown(Subject subject) {
        if (!subject.fresh(program -> program.task() instanceof Task.Classification)) {
            return false;
        }
        Feel feel;
        try {
            feel = Feel.ofAnswers(subject);
        } catch (CouldNotJudge otherOutputs) {
            return false;
        }
        LossAnswers answers = feel.answers();
        return feel.kind() == Feel.Kind.CLASSES
                && !feel.outputs().probabilities()
                && !feel.outputs().logProbabilities()
                && answers.smallestAt() <= HELD
                && answers.smallest() > NO_BETTER * answers.even()
                && answers.right() > answers.smallest() + 1
                && answers.wrong() > answers.right();
    }

    private static double norm(Aside.View aside, Predicate<Aside.Pull> which, ToDoubleFunction<Aside.Pull> size) {
        return Math.sqrt(aside.pulls().stream()
                .filter(which)
                .mapToDouble(size)
                .map(one -> one * one)
                .sum());
    }
}
