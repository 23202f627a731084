package io.souschef.check.step;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * Between backward and step the gradients must stay. A backward pass reaches the inputs, but no gradient is left on any
 * parameter, and none of them moves, though the loss has a slope. Where the inputs take no gradient it can't tell this from a loss that is cut off, and
 * says so.
 *
 * @see <a href="https://twitter.com/karpathy/status/1013244313327681536">the most common neural net mistakes</a>
 */
public final class GradientsClearedBeforeUpdate implements Check {
    @Override
    public String name() {
        return "gradients live until the update";
    }

    @Override
    public String code() {
        return "gradients-cleared-before-update";
    }

    @Override
    public Finding run(Subject subject) {
        Anatomy anatomy = Dissection.of(subject);
        boolean nothing = Stillness.withoutGradients(anatomy);
        boolean reached = Stillness.gradientsComeAndGo(subject, anatomy) && !Stillness.noStepIsTaken(subject, anatomy);
        if (reached) {
            AtEpochEnd.isNone(subject);
        }
        return finding()
                .measured(
                        nothing
                                ? Rhythm.CALLS + " calls of step move no weight and leave no gradient; "
                                        + Stillness.backward(subject)
                                : anatomy.moves() ? "the weights move" : "gradients are left, or the rate is zero")
                .expected("gradients that are there when the optimiser takes its step")
                .cause(reached ? "the gradients are cleared between the backward pass and the step" : "")
                .fix(reached ? "order: zeroGrad(), backward(), step()" : "")
                .failIf(reached && !ScaledStepSkipped.scaled(subject));
    }
}
