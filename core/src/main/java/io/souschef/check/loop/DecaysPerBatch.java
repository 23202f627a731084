package io.souschef.check.loop;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.List;

/**
 * A schedule that counts epochs and is stepped after every batch runs out as many times too early as an epoch has batches.
 */
public final class DecaysPerBatch implements Check {
    /** Of its peak: what stays there for good isn't a warm-up. */
    private static final double FALLEN = 0.6;

    /** Batches of an epoch in which a rate can be seen to fall little by little. */
    private static final int SMOOTH = 8;

    /** Of their length cosine, linear and polynomial rates are below 1 % of their peak, as in {@link DecaysTooEarly}. */
    private static final double LATE = 0.93;

    @Override
    public String name() {
        return "the schedule counts what it is made for";
    }

    @Override
    public String code() {
        return "schedule-stepped-per-batch";
    }

    @Override
    public Finding run(Subject subject) {
        RateCurve curve = subject.measured(new RateCurve.Dry());
        if (!curve.known()) {
            return curve.unknown(finding());
        }
        if (curve.perEpoch() < 2) {
            throw new CouldNotJudge("an epoch is one batch");
        }
        double spent = curve.spent();
        boolean early = fallsAtOnce(curve) && !ofOneEpoch(curve);
        boolean perBatch = perBatch(curve) || early;
        return finding()
                .measured(
                        early
                                ? "it changes for the last time at step %.0f of %d, with %d batches in an epoch"
                                : "below 1 %% of its peak after %.0f of %d steps, with %d batches in an epoch",
                        early ? curve.lastChange() : spent * curve.planned(),
                        curve.planned(),
                        curve.perEpoch())
                .expected("a rate worth its name until 90 %% of the steps".replace("%%", "%"))
                .cause(perBatch ? "a schedule in epochs is stepped once per batch" : "")
                .fix(perBatch ? "step it in epochEnded(…), or give it the number of batches" : "")
                .evidence(curve.drawn())
                .failIf(perBatch);
    }

    /** Whether the rate is spent within as many steps as there are epochs, or falls by the same factor in each step. */
    static boolean perBatch(RateCurve curve) {
        double epochs = (double) curve.planned() / curve.perEpoch();
        double at = curve.spent() * curve.planned();
        return curve.spent() < DecaysTooEarly.ENOUGH
                && curve.perEpoch() > 1
                && epochs >= 2
                && !ofOneEpoch(curve)
                && (at <= epochs + 1 || geometric(curve, at));
    }

    /**
     * Whether the rate falls little by little and is spent when the first epoch is: a length of one epoch for one of all, whatever the number of
     * epochs is. Where that is as near, nothing tells the two apart.
     */
    private static boolean ofOneEpoch(RateCurve curve) {
        double epochs = (double) curve.planned() / curve.perEpoch();
        double at = curve.spent() * curve.planned();
        int last = Math.min(curve.rates().size(), curve.perEpoch()) - 1;
        int changes = 0;
        for (int i = 1; i <= last; i++) {
            changes += curve.rates().get(i).equals(curve.rates().get(i - 1)) ? 0 : 1;
        }
        return curve.perEpoch() >= SMOOTH
                && spentBy(at, curve.perEpoch())
                && !spentBy(at, epochs)
                && changes > last / 2;
    }

    private static boolean spentBy(double at, double end) {
        return at >= LATE * end - 1 && at <= end + 1;
    }

    /** Whether the rate falls within as many steps as there are epochs, and then stays where it is: milestones that are epochs. */
    private static boolean fallsAtOnce(RateCurve curve) {
        double epochs = (double) curve.planned() / curve.perEpoch();
        int last = curve.lastChange();
        return curve.whole()
                && epochs >= 2
                && curve.perEpoch() >= 4
                && last > 0
                && last <= epochs + 1
                && curve.rates().get(last) < FALLEN * curve.peak();
    }

    /** Whether it falls by one factor after every so many steps, several times in an epoch. */
    private static boolean geometric(RateCurve curve, double until) {
        List<Double> rates = curve.rates();
        int n = (int) Math.min(until, rates.size() - 1.0);
        int every = 1;
        while (every < n && rates.get(every).equals(rates.get(0))) {
            every++;
        }
        double factor = rates.get(Math.min(every, n)) / rates.get(0);
        for (int i = 0; i < n; i++) {
            double expected = (i + 1) % every == 0 ? factor : 1;
            if (Math.abs(rates.get(i + 1) / rates.get(i) - expected) > 1e-4) {
                return false;
            }
        }
        return n > 3 * every && 2 * every <= curve.perEpoch() && factor < 1;
    }
}
