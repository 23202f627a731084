package io.souschef.check.step;

import io.souschef.check.Subject;

/** Whether the updates are those of a known step with their sign turned round. */
public final class Uphill {
    private Uphill() {}

    public static boolean of(Subject subject) {
        try {
            Anatomy anatomy = Dissection.of(subject);
            boolean against = anatomy.explained()
                    .filter(match -> match.fits().stream().allMatch(fit -> fit.scale() < 0))
                    .isPresent();
            return against || LossInStep.times(subject) < 0;
        } catch (RuntimeException unknown) {
            return false;
        }
    }
}
