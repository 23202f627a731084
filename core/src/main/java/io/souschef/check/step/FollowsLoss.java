package io.souschef.check.step;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;

/**
 * Whether a program's updates are the standard step of its loss(), clipped perhaps. Then what it lowers is what loss() says; in a game of two nets,
 * or with a target that a step moves in another way, it need not fall.
 */
public record FollowsLoss() implements Probe<Boolean> {
    @Override
    public Boolean measure(Subject subject) {
        try {
            return Dissection.of(subject)
                    .explained()
                    .filter(match -> match.variation().sound())
                    .isPresent();
        } catch (CouldNotJudge unknown) {
            return false;
        }
    }
}
