package io.souschef.check.loop;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.Arrays;
import java.util.List;

/**
 * A schedule turns the rate of one optimiser: it should be the one that trains. Either the rate stays where it is although a
 * schedule is declared, or the optimiser whose rate changes takes no step.
 */
public final class ScheduleNotApplied implements Check {
    @Override
    public String name() {
        return "the schedule reaches the optimiser";
    }

    @Override
    public String code() {
        return "schedule-not-applied";
    }

    /** Of the logarithm of the rate: what of it is found again in that of how far the weights move. */
    private static final double FOLLOWS = 0.75;

    @Override
    public Finding run(Subject subject) {
        RateCurve curve = subject.measured(new RateCurve.Dry());
        if (!curve.known()) {
            return curve.unknown(finding());
        }
        boolean varies = curve.declared()
                .filter(schedule -> schedule.at(0.05) != schedule.at(0.95))
                .isPresent();
        boolean constant = varies && curve.constant() && curve.rates().size() > curve.planned() / 2;
        boolean told = curve.told() && curve.rates().size() > curve.planned() / 2;
        boolean suspected = curve.idle() || constant || told;
        boolean wrong = suspected && !follows(subject, curve, constant);
        return finding()
                .measured(
                        curve.idle()
                                ? "the weights move, and the optimiser whose rate is scheduled took none of %d steps"
                                : told
                                        ? "over %d steps the program says rates from %.3g to %.3g, and its optimiser keeps one"
                                        : "over %d steps the learning rate goes from %.3g to %.3g",
                        curve.rates().size(),
                        curve.rates().get(0),
                        curve.rates().get(curve.rates().size() - 1))
                .expected("a rate that follows its schedule, in the optimiser that trains")
                .cause(wrong ? "the schedule is bound to another optimiser, or is never stepped" : "")
                .fix(wrong ? "set the rate on the optimiser that takes the steps, before each" : "")
                .evidence(curve.drawn())
                .failIf(wrong);
    }

    /**
     * Whether the weights move as far as the rate says, whoever moves them: an update by hand that reads the rate, one that is set for a step and
     * put back. Each step is undone, so that they don't move less for being better.
     */
    private static boolean follows(Subject subject, RateCurve curve, boolean declared) {
        List<Double> moves = subject.measured(new RateCurve.Undone.Dry()).moves();
        int n = Math.min(moves.size(), curve.rates().size());
        double[] rates = new double[n];
        double[] far = new double[n];
        int some = 0;
        for (int step = 0; step < n; step++) {
            double at = (double) step / curve.planned();
            double rate = declared
                    ? curve.declared().map(schedule -> schedule.at(at)).orElse(0.0)
                    : curve.rates().get(step);
            if (rate > 0 && moves.get(step) > 0) {
                rates[some] = Math.log(rate);
                far[some++] = Math.log(moves.get(step));
            }
        }
        return slope(Arrays.copyOf(rates, some), Arrays.copyOf(far, some)) > FOLLOWS;
    }

    private static double slope(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElse(0);
        double meanY = Arrays.stream(y).average().orElse(0);
        double xy = 0;
        double xx = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
        }
        return xx == 0 ? 0 : xy / xx;
    }
}
