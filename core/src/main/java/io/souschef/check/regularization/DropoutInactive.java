package io.souschef.check.regularization;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.train.TrainingProgram;

/**
 * The net has a dropout layer, and nothing is ever dropped: it is made and not called, called and its result not taken, or called in
 * evaluation mode. A training pass is watched, with the draws of each layer. A layer that is left over in a net that drops by hand is
 * a warning. Whether training runs in training mode at all is another check's.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">drop</a>
 */
public final class DropoutInactive implements Check {
    @Override
    public String name() {
        return "drop: it does drop";
    }

    @Override
    public String code() {
        return "dropout-inactive";
    }

    @Override
    public Finding run(Subject subject) {
        Dropped.View dropped = subject.measured(new Dropped());
        if (dropped.idle().isEmpty() && dropped.training().isEmpty()) {
            throw new CouldNotJudge(
                    dropped.inStep()
                            ? "forward() drops nothing, and a step does, on a way of its own"
                            : "nothing is dropped in training, and the net has no dropout layer with a rate above zero"
                                    + (declared(subject) ? ": regularization-missing tells of what is declared" : ""));
        }
        boolean idle = !dropped.idle().isEmpty();
        boolean wasted = dropped.wasted() > 0;
        Finding.Draft found = finding()
                .measured(
                        "%d dropouts at work in training; never called: %s; called, and nothing made of the result: %d",
                        dropped.training().size(), idle ? dropped.idle() : "none", dropped.wasted())
                .expected("every dropout layer at work")
                .cause(wasted ? "what dropout returns isn't used" : idle ? "dropout is made and not used" : "")
                .fix("call it in forward: fc2.forward(dropout.forward(fc1.forward(x).relu()))");
        return dropped.byHand() && !wasted ? found.warnIf(idle) : found.failIf(idle || wasted);
    }

    private static boolean declared(Subject subject) {
        return subject.fresh(TrainingProgram::declares).feeding().dropout().orElse(0) > 0;
    }
}
