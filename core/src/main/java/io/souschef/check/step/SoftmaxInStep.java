package io.souschef.check.step;

import io.souschef.check.Subject;

/** Whether a softmax or sigmoid before the loss, inside the step, is what explains the updates. */
public final class SoftmaxInStep {
    private SoftmaxInStep() {}

    public static boolean explains(Subject subject) {
        Anatomy anatomy = Dissection.of(subject);
        return anatomy.is(Variation.SOFTMAX_FIRST) || anatomy.is(Variation.SIGMOID_FIRST);
    }
}
