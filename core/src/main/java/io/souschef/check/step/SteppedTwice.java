package io.souschef.check.step;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * One gradient, one update. The optimiser counts two steps where the batches make one, and two steps reproduce what the
 * weights do; unless the step takes two forward passes, and with them two gradients. An optimiser of the author's own making is
 * recognised by two steps of its rule; or, with SGD, whose two steps are one of twice the rate, by the rate that it says it has.
 */
public final class SteppedTwice implements Check {
    /** Of the rate; the rates of healthy programs were what they said to 1e-4. */
    private static final double RATE = 0.02;

    /** Forward passes in a step: with two, each update has a gradient of its own, as where every batch is used twice. */
    private static final double TWO = 1.9;

    /** Of a gradient's norm: a decay that was added to it may change it a little, a summed or doubled loss doubles it. */
    private static final double GRADIENT = 0.2;

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
                        && (anatomy.is(Variation.TWICE) || sound(anatomy))
                        && subject.measured(new ForwardPasses()) < TWO
                : anatomy.explained().orElseThrow().rule().flaw().equals(Rule.DOUBLED) || twiceTheRate(anatomy);
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

    /** Whether the step is the standard one, clipped undeclared say, but for its size: two steps of SGD are one of twice the rate. */
    private static boolean sound(Anatomy anatomy) {
        return anatomy.explained().filter(match -> match.variation().sound()).isPresent();
    }

    /** Whether every update of SGD is that of twice the rate that the program says, with a gradient of the size that it should have. */
    private static boolean twiceTheRate(Anatomy anatomy) {
        Anatomy.Match match = anatomy.explained().orElseThrow();
        if (!anatomy.is(Variation.STANDARD)
                || !match.rule().name().startsWith("SGD")
                || match.fits().size() < anatomy.cycles().size()) {
            return false;
        }
        for (int i = 0; i < match.fits().size(); i++) {
            Anatomy.Cycle cycle = anatomy.cycles().get(i);
            boolean twice = Math.abs(match.fits().get(i).scale() - 2 * cycle.rateBefore()) < RATE * cycle.rateBefore();
            boolean own = Math.abs(cycle.normLeft() - anatomy.norms().get(i)) < GRADIENT * cycle.normLeft();
            if (!twice || !own) {
                return false;
            }
        }
        return true;
    }
}
