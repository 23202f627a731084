package io.souschef.check.loop;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

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
        boolean wrong = curve.idle() || constant || told;
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
}
