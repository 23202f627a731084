package io.souschef.check.regularization;

import io.souschef.check.Probe;
import io.souschef.check.Subject;

/** Whether a net draws in evaluation mode too, with a spread that it has learnt, so that no two evaluations are alike. */
public record Sampled() implements Probe<Boolean> {
    @Override
    public Boolean measure(Subject subject) {
        Dropped.View dropped = subject.measured(new Dropped());
        return dropped.evaluationDiffers() && dropped.evaluation().isEmpty() && dropped.sampled();
    }
}
