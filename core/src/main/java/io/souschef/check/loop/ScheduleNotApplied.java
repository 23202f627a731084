package io.souschef.check.loop;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.train.Schedule;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * A schedule turns the rate of one optimiser: it should be the one that trains. Either the rate stays where it is although a
 * schedule is declared, or the optimiser whose rate changes takes no step. Where the dry run doesn't get to the end of the plan it is a warning.
 */
public final class ScheduleNotApplied implements Check {
    /** Of the logarithm of the rate: what of it is found again in that of how far the weights move. */
    private static final double FOLLOWS = 0.75;

    /** Of the steps that were taken: where a declared schedule is looked at, whether it goes anywhere. */
    private static final double[] LOOKED_AT = {0.05, 0.25, 0.5, 0.75, 0.95};

    @Override
    public String name() {
        return "the schedule reaches the optimiser";
    }

    @Override
    public String code() {
        return "schedule-not-applied";
    }

    @Override
    public Finding run(Subject subject) {
        RateCurve curve = subject.measured(new RateCurve.Dry());
        return judged(curve, () -> subject.measured(new RateCurve.Undone.Dry()).moves());
    }

    /** @param moves how far the weights move in each step, asked where it matters */
    Finding judged(RateCurve curve, Supplier<List<Double>> moves) {
        if (!curve.known()) {
            return curve.unknown(finding());
        }
        boolean half = curve.rates().size() > curve.planned() / 2;
        boolean still = curve.constant()
                && curve.declared().filter(schedule -> varies(schedule, curve)).isPresent();
        if (!half && still && !curve.idle()) {
            throw new CouldNotJudge(curve.cutShort());
        }
        boolean constant = still && half;
        boolean told = curve.told() && half;
        boolean suspected = curve.idle() || constant || told;
        boolean wrong = suspected && !follows(moves.get(), curve, constant);
        Finding.Draft draft = finding()
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
                .cause(
                        !wrong
                                ? ""
                                : "the schedule is bound to another optimiser, or is never stepped"
                                        + (curve.whole() ? "" : "; " + curve.cutShort()))
                .fix(wrong ? "set the rate on the optimiser that takes the steps, before each" : "")
                .evidence(curve.drawn());
        return wrong && !curve.whole() ? draft.warnIf(true) : draft.failIf(wrong);
    }

    /** Whether the rate would have changed in the steps that were taken. */
    private static boolean varies(Schedule schedule, RateCurve curve) {
        double taken = (double) curve.rates().size() / curve.planned();
        double[] rates = Arrays.stream(LOOKED_AT)
                .map(share -> schedule.at(share * Math.min(1, taken)))
                .toArray();
        return Arrays.stream(rates).anyMatch(rate -> rate != rates[0]);
    }

    /**
     * Whether the weights move as far as the rate says, whoever moves them: an update by hand that reads the rate, one that is set for a step and
     * put back. Each step is undone, so that they don't move less for being better.
     */
    private static boolean follows(List<Double> moves, RateCurve curve, boolean declared) {
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
        StraightLine line = StraightLine.through(Arrays.copyOf(rates, some), Arrays.copyOf(far, some));
        return line.slope() > FOLLOWS;
    }
}
