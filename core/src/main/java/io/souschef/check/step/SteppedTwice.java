package io.souschef.check.step;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * One gradient, one update. The optimiser counts two steps where the batches make one, and two steps reproduce what the
 * weights do. With an optimiser of the author's own making and without momentum it can't tell two steps from a doubled rate.
 */
public final class SteppedTwice implements Check {
    @Override
    public String name() {
        return "one update per gradient";
    }

    @Override
    public String code() {
        return "optimizer-stepped-twice";
    }

    @Override
    public Finding run(Subject subject) {
        Anatomy anatomy = Explained.of(subject);
        boolean twice = anatomy.owned()
                && anatomy.cycles().stream().allMatch(cycle -> cycle.stepsTaken() >= 2)
                && (anatomy.is(Variation.TWICE) || anatomy.is(Variation.STANDARD));
        return finding()
                .measured(
                        "%d steps of the optimiser per update; %s",
                        anatomy.cycles().get(0).stepsTaken(), Explained.text(anatomy))
                .expected("one step per update")
                .cause(twice ? "the optimiser takes two steps with the same gradient" : "")
                .fix(twice ? "call optimizer.step() once after each backward pass" : "")
                .failIf(twice);
    }
}
