package io.souschef.check.regularization;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.step.CutOff;
import io.souschef.experiment.Finding;

/**
 * "You just screwed up the settings for regularization strengths." A weight decay that takes a per mille of every weight at each
 * step leaves nothing to learn with: the weights go to zero and the loss goes nowhere. Their norm is followed over a short training.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">weight decay</a>
 */
public final class WeightDecayTooStrong implements Check {
    /** How much of their norm the weights lose per step, over all steps: at most 0.0009 in healthy programs over 40 seeds. */
    private static final double PER_STEP = 0.006;

    /** Of the norm of a single weight, so much must be left after all these steps. Reasoned. */
    private static final double GONE = 0.05;

    @Override
    public String name() {
        return "weight decay leaves weights";
    }

    @Override
    public String code() {
        return "weight-decay-too-strong";
    }

    @Override
    public Finding run(Subject subject) {
        Trained.View trained = subject.measured(new Trained());
        if (trained.normBefore() == 0) {
            throw new CouldNotJudge("no matrix of weights starts at anything but zero: there is nothing to decay");
        }
        double whole = -Math.log(trained.normAfter() / trained.normBefore()) / trained.steps();
        boolean broken = whole > PER_STEP || trained.leastLeft() < GONE;
        if (broken && decaysNothing(subject)) {
            throw new CouldNotJudge("the weights shrink, and nothing decays them: they are learnt so");
        }
        double cut = broken ? subject.measured(new CutOff()) : 0;
        if (cut > 0) {
            throw new CouldNotJudge(
                    "the weights are cut off at %.3g after each step: that makes them small, and no decay", cut);
        }
        return finding()
                .measured(
                        "the weights' norm goes from %.4g to %.4g in %d steps: %.2g of it per step; of one %.3g is left",
                        trained.normBefore(), trained.normAfter(), trained.steps(), whole, trained.leastLeft())
                .expected("at most %.2g per step, and %.2g of each or more left", PER_STEP, GONE)
                .cause(broken ? "the weights are decayed away" : "")
                .fix("weight decay 1e-4 to 1e-2 with Adam.w, 5e-4 with SGD; and not on biases and norms")
                .failIf(broken);
    }

    private static boolean decaysNothing(Subject subject) {
        try {
            return subject.measured(new NoDecay());
        } catch (CouldNotJudge unknown) {
            return false;
        }
    }
}
