package io.souschef.check.step;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * One gradient, one update. The optimiser counts two steps where the batches make one, and two steps reproduce what the
 * weights do. An optimiser of the author's own making is recognised by two steps of its
 * rule; without momentum it can't be told from one with a doubled rate.
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
                ? anatomy.cycles().stream().allMatch(cycle -> cycle.stepsTaken() >= 2)
                        && (anatomy.is(Variation.TWICE) || anatomy.is(Variation.STANDARD))
                : anatomy.explained().orElseThrow().rule().flaw().equals(Rule.DOUBLED);
        return finding()
                .measured(
                        "%s%s",
                        anatomy.owned()
                                ? anatomy.cycles().get(0).stepsTaken() + " steps of the optimiser per update; "
                                : "",
                        Explained.text(anatomy))
                .expected("one step per update")
                .cause(twice ? "the optimiser takes two steps with the same gradient" : "")
                .fix(twice ? "call optimizer.step() once after each backward pass" : "")
                .failIf(twice);
    }
}
