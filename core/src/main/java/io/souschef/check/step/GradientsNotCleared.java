package io.souschef.check.step;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * Gradients add up until they are cleared, so that a step without clearing follows the sum of all gradients so far. The
 * updates are reproduced with what was left of the gradient before, and not without it. Where nothing reproduces them, a loss or an
 * optimiser of its own, the gradients left behind are blown up: a program that clears them takes the same next step.
 *
 * @see <a href="https://twitter.com/karpathy/status/1013244313327681536">"you forgot to .zero_grad() before .backward()", the most
 *     common neural net mistakes</a>
 */
public final class GradientsNotCleared implements Check {
    @Override
    public String name() {
        return "gradients are cleared before each backward pass";
    }

    @Override
    public String code() {
        return "gradients-not-cleared";
    }

    @Override
    public Finding run(Subject subject) {
        Anatomy anatomy = Dissection.of(subject);
        boolean explained = anatomy.explained().isPresent();
        Leftovers leftovers = explained ? new Leftovers(false, 0) : subject.measured(new Leftovers.Measured());
        boolean kept = explained
                ? anatomy.is(Variation.NOT_CLEARED) || anatomy.is(Variation.NOT_CLEARED_IN_EVALUATION_MODE)
                : leftovers.kept();
        return finding()
                .measured("%s", explained ? Explained.text(anatomy) : leftovers.text())
                .expected("updates from the gradient of their own batches alone")
                .cause(kept ? "the gradients of earlier steps are still there and are added" : "")
                .fix(kept ? "call optimizer.zeroGrad() before loss.backward()" : "")
                .failIf(kept);
    }
}
