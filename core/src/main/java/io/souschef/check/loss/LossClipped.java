package io.souschef.check.loss;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * Clipping belongs on gradients. A loss that is cut off at a number has no gradient beyond it: the examples that the net gets
 * most wrong are ignored. Outliers whose gradient is exactly zero show it, in the loss and in the step.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"you tried to clip your gradients but instead clipped the loss",
 *     section "2)" of the recipe</a>
 */
public final class LossClipped implements Check {
    /** Share of outliers, among rows that pull otherwise. Healthy losses had none; a clipped one has all. */
    private static final double SOME = 0.5;

    @Override
    public String name() {
        return "outliers pull";
    }

    @Override
    public String code() {
        return "loss-clipped-instead-of-gradient";
    }

    @Override
    public Finding run(Subject subject) {
        Feel feel = subject.measured(new Feel.Felt());
        if (!feel.pull().taken()) {
            throw new CouldNotJudge("the loss takes no gradient");
        }
        boolean softmaxed = feel.outputs().probabilities()
                || (feel.kind() == Feel.Kind.CLASSES
                        && feel.outputs().inUnit()
                        && subject.measured(new OutputReach()) < 1.001);
        double silent = softmaxed ? 0 : feel.pull().silenced();
        if (silent > SOME && feel.kind() == Feel.Kind.NUMBERS && subject.measured(new Fading())) {
            throw new CouldNotJudge(
                    "the pull fades away with the distance, as of Tukey's or Welsch's loss: outliers are left out on purpose");
        }
        double inStep = io.souschef.check.step.LossInStep.silenced(subject);
        boolean clipped = Math.max(silent, inStep) > SOME;
        return finding()
                .measured(
                        "%.0f %% of the examples that pull at an ordinary loss pull at nothing when it is huge",
                        100 * Math.max(silent, inStep))
                .expected("the larger an example's loss, the more it pulls")
                .cause(clipped ? "the loss is clipped, not its gradient: the hardest examples are ignored" : "")
                .fix(clipped ? "leave the loss alone; after backward(): Gradients.clipNorm(parameters, max)" : "")
                .failIf(clipped);
    }
}
