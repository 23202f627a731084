package io.souschef.check.loss;

import io.souschef.check.Subject;
import io.souschef.check.step.SoftmaxInStep;

/** Where the second softmax or sigmoid may hide. */
final class Squashed {
    private Squashed() {}

    /** A wrong answer costs ln 2 to ln(1 + e) then, which is no more than so many times what a right one does; of logits it costs 30 nats. */
    private static final double BOUNDED = 5;

    /**
     * Whether the loss squashes before it squashes: at ± 30 a right answer then costs between ln(1 + 1/e) and ln 2, and a wrong one hardly
     * more. What else the loss asks for, boxes beside the labels, costs something at right answers too.
     */
    static boolean labels(Feel feel) {
        double low = Math.log(1 + Math.exp(-1));
        return feel.answers().right() > low - 1e-3
                && feel.answers().right() < Math.log(2) + 1e-3
                && feel.answers().wrong() < BOUNDED * feel.answers().right()
                && Math.abs(feel.answers().smallest() - feel.answers().right()) < 0.05;
    }

    static boolean inStep(Subject subject) {
        try {
            return SoftmaxInStep.explains(subject);
        } catch (RuntimeException unknown) {
            return false;
        }
    }
}
