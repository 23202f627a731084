package io.souschef.check.step;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * Gradients add up until they are cleared, so that a step without clearing follows the sum of all gradients so far. The
 * updates are reproduced with what was left of the gradient before, and not without it.
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
        Anatomy anatomy = Explained.of(subject);
        boolean kept = anatomy.is(Variation.NOT_CLEARED) || anatomy.is(Variation.NOT_CLEARED_IN_EVALUATION_MODE);
        return finding()
                .measured(Explained.text(anatomy))
                .expected("updates from the gradient of their own batches alone")
                .cause(kept ? "the gradients of earlier steps are still there and are added" : "")
                .fix(kept ? "call optimizer.zeroGrad() before loss.backward()" : "")
                .failIf(kept);
    }
}
