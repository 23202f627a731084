package io.souschef.check.loop;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * A warm-up starts low and ends: the rate must reach what was asked for, well before the training is over, and must not be
 * there from the first step on.
 */
public final class WarmupWrong implements Check {
    /** Steps at a rate of zero, before it is full at once. Healthy schedules start with one at most. */
    private static final int STILL = 3;

    @Override
    public String name() {
        return "the warm-up ends";
    }

    @Override
    public String code() {
        return "warmup-never-ends";
    }

    @Override
    public Finding run(Subject subject) {
        RateCurve curve = subject.measured(new RateCurve.Dry());
        if (!curve.whole()) {
            throw new CouldNotJudge(
                    "the dry run got to step %d of %d in its time",
                    curve.rates().size(), curve.planned());
        }
        double first = curve.rates().get(0);
        double last = curve.rates().get(curve.rates().size() - 1);
        boolean rising = rises(curve) && last > 1.5 * first;
        boolean low = curve.peak() < 0.5 * curve.base();
        boolean declared =
                curve.declared().filter(schedule -> schedule.at(0) < 0.5).isPresent();
        boolean skipped = declared && curve.planned() > 20 && first > 0.9 * curve.peak();
        int still = still(curve);
        boolean jumps = still >= STILL && curve.rates().get(still) > 0.9 * curve.peak();
        return finding()
                .measured("from %.3g over at most %.3g to %.3g in %d steps", first, curve.peak(), last, curve.planned())
                .expected("a low start where a warm-up is declared, and the declared rate afterwards")
                .cause(
                        rising || low
                                ? "the warm-up never ends: the rate never gets to where it should be"
                                : skipped
                                        ? "there is no warm-up: the first step has the full rate"
                                        : jumps
                                                ? "the warm-up has two steps, nothing and all: the first %d updates have a rate of zero"
                                                        .formatted(still)
                                                : "")
                .fix(
                        rising || low
                                ? "count the warm-up in the unit that it is stepped in, and check for integer division"
                                : skipped
                                        ? "set the rate before the step, not after it"
                                        : jumps ? "divide as real numbers: (step + 1.0) / warmup" : "")
                .evidence(curve.drawn())
                .failIf(rising || low || skipped || jumps);
    }

    /** How many steps at the start have a rate of zero; none where all have. */
    private static int still(RateCurve curve) {
        int steps = 0;
        while (steps < curve.rates().size() && curve.rates().get(steps) == 0) {
            steps++;
        }
        return steps == curve.rates().size() ? 0 : steps;
    }

    private static boolean rises(RateCurve curve) {
        for (int i = 1; i < curve.rates().size(); i++) {
            if (curve.rates().get(i) < curve.rates().get(i - 1)) {
                return false;
            }
        }
        int tail = curve.rates().size() * 9 / 10;
        return curve.rates().get(curve.rates().size() - 1) > curve.rates().get(tail);
    }
}
