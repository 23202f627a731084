package io.souschef.check.step;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;

/** Why nothing moves. */
final class Stillness {
    private Stillness() {}

    /** Whether no weight moves, at a rate that isn't zero, and no gradient is left that could have moved it. */
    static boolean withoutGradients(Anatomy anatomy) {
        return !anatomy.moves()
                && anatomy.rhythm().silentWithRate()
                && anatomy.cycles().stream().noneMatch(Anatomy.Cycle::gradientsLeft);
    }

    /** Whether the step's backward pass got as far as the inputs; unknown counts as yes: clearing is the commoner mistake. */
    static boolean backwardReached(Subject subject) {
        try {
            return subject.measured(new Pull.Felt()).reached();
        } catch (CouldNotJudge unknown) {
            return true;
        }
    }
}
