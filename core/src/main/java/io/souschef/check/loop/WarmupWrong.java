package io.souschef.check.loop;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A warm-up starts low and ends: the rate must reach what was asked for, well before the training is over, and must not be
 * there from the first step on.
 */
public final class WarmupWrong implements Check {
    /** Steps at a rate of zero, before it is full at once. Healthy schedules start with one at most. */
    private static final int STILL = 3;

    /** Steps in which the shape of a rate shows. */
    private static final int LONG = 40;

    /**
     * Of the largest: what a rate over the number of its step may be off a decay. Three programs whose warm-up doesn't end are off by 0.0012 at
     * most, the other 106 with a plan, of the gallery and written without the checks in view, seed 1, by 0.19 at least.
     */
    private static final double ROUNDED = 0.005;

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
        if (!curve.known()) {
            return curve.unknown(finding());
        }
        if (!curve.whole()) {
            throw new CouldNotJudge(curve.cutShort());
        }
        double first = curve.rates().get(0);
        double last = curve.rates().get(curve.rates().size() - 1);
        boolean rising = (rises(curve) && last > 1.5 * first) || warmsThroughout(curve);
        boolean low = curve.peak() < 0.5 * curve.base();
        boolean declared =
                curve.declared().filter(schedule -> schedule.at(0) < 0.5).isPresent();
        boolean skipped = declared && curve.planned() > 20 && first > 0.9 * curve.peak();
        int still = still(curve);
        boolean jumps = still >= STILL
                && curve.rates().get(still) > 0.9 * curve.peak()
                && !movesAtZero(subject.measured(new RateCurve.Undone.Dry()).moves(), still);
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

    /** Whether the weights move while the rate that is told is zero: another optimiser begins alone, before the rest thaws. */
    private static boolean movesAtZero(List<Double> moves, int still) {
        return moves.stream().limit(still).anyMatch(far -> far > 0);
    }

    /** How many steps at the start have a rate of zero; none where all have. */
    private static int still(RateCurve curve) {
        int steps = 0;
        while (steps < curve.rates().size() && curve.rates().get(steps) == 0) {
            steps++;
        }
        return steps == curve.rates().size() ? 0 : steps;
    }

    /**
     * Whether the rate is the number of its step times a decay that lasts as long as the plan, from the first step to the last: a warm-up
     * that never ends lies over a cosine or a line. A rate that gets to where it is declared to is what was wanted.
     */
    static boolean warmsThroughout(RateCurve curve) {
        if (curve.declared().isPresent() || curve.peak() >= 0.5 * curve.base() || curve.planned() < LONG) {
            return false;
        }
        for (int counted = 0; counted <= 2; counted++) { // from 0 or 1 on, read before the step or after it
            for (double late : new double[] {0, 1}) {
                if (isDecayTimesStep(
                                curve, counted, step -> (1 + Math.cos(Math.PI * (step + late) / curve.planned())) / 2)
                        || isDecayTimesStep(curve, counted, step -> 1 - (step + late) / curve.planned())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether rate / (step + counted) is {@code a + b decay}, by least squares, with b above zero and a not below. */
    private static boolean isDecayTimesStep(RateCurve curve, int counted, DoubleUnaryOperator decay) {
        int n = curve.rates().size();
        double[] x = new double[n - 1];
        double[] y = new double[n - 1];
        for (int step = 1; step < n; step++) {
            x[step - 1] = decay.applyAsDouble(step);
            y[step - 1] = curve.rates().get(step) / (step + counted);
        }
        StraightLine line = StraightLine.through(x, y);
        double a = line.intercept();
        double b = line.slope();
        double off = 0;
        for (int i = 0; i < x.length; i++) {
            off = Math.max(off, Math.abs(y[i] - line.at(x[i])));
        }
        return b > 0 && a > -ROUNDED * b && off < ROUNDED * (a + b);
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
