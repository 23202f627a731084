package io.souschef.check.loop;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A schedule that counts epochs and is stepped after every batch runs out as many times too early as an epoch has batches. Where the dry run
 * doesn't get to the end of the plan it is a warning: what is low there may rise again.
 */
public final class DecaysPerBatch implements Check {
    /** Of its peak: what stays there for good isn't a warm-up. */
    private static final double FALLEN = 0.6;

    /** Batches of an epoch in which a rate can be seen to fall little by little. */
    private static final int SMOOTH = 8;

    /** Of the first rate, at the end of the plan: ten powers less of it by steps of 0.1 in 120 batches, where in 20 epochs it is two. */
    private static final double NOTHING = 1e-6, SOMETHING = 1e-4;

    /** Of the peak: what the first and the lowest of the rates that are met may be off those of a cosine. */
    private static final double ROUNDED = 0.02;

    /** Of the plan: a factor for each batch that leaves so much of it was chosen for batches; from 0.1 to 0.0001 the first 67 % are above 1 %. */
    private static final double HALF = 0.5;

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
        return judged(curve, () -> RateCurve.followsResults(subject, curve));
    }

    /** @param followsResults asked where it matters */
    Finding judged(RateCurve curve, BooleanSupplier followsResults) {
        if (!curve.known()) {
            return curve.unknown(finding());
        }
        if (curve.perEpoch() < 2) {
            throw new CouldNotJudge("an epoch is one batch");
        }
        double spent = curve.spent();
        boolean early = fallsAtOnce(curve) && !ofOneEpoch(curve);
        boolean swings = swings(curve);
        boolean suspected = perBatch(curve) || early || swings;
        if (!suspected && !curve.whole()) {
            throw new CouldNotJudge(curve.cutShort());
        }
        boolean perBatch = suspected && !followsResults.getAsBoolean();
        boolean slow = perBatch && !early && !swings && spent >= HALF && spent * curve.planned() > epochs(curve) + 1;
        boolean cutShort = perBatch && !curve.whole();
        Finding.Draft draft = finding()
                .measured(
                        swings
                                ? "it swings between its peak and its end every %.0f of %d steps, with %d batches in an epoch"
                                : early
                                        ? "it changes for the last time at step %.0f of %d, with %d batches in an epoch"
                                        : "below 1 %% of its peak after %.0f of %d steps, with %d batches in an epoch",
                        swings ? epochs(curve) : early ? curve.lastChange() : spent * curve.planned(),
                        curve.planned(),
                        curve.perEpoch())
                .expected("a rate worth its name until 90 % of the steps")
                .cause(cause(curve, perBatch, slow))
                .fix(perBatch ? "step it in epochEnded(…), or give it the number of batches" : "")
                .evidence(curve.drawn());
        return slow || cutShort ? draft.warnIf(true) : draft.failIf(perBatch);
    }

    private static String cause(RateCurve curve, boolean perBatch, boolean slow) {
        if (!perBatch) {
            return "";
        }
        String what = slow
                ? "the rate falls by a factor after every batch, and is small for a good part of the training"
                : "a schedule in epochs is stepped once per batch";
        return curve.whole() ? what : "as it seems, " + what + "; " + curve.cutShort();
    }

    private static double epochs(RateCurve curve) {
        return (double) curve.planned() / curve.perEpoch();
    }

    /** Whether the rate is spent within as many steps as there are epochs, or falls by the same factor in each step. */
    static boolean perBatch(RateCurve curve) {
        double epochs = epochs(curve);
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
        double epochs = epochs(curve);
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

    /**
     * Whether the rate is a cosine as long as there are epochs, in steps, that goes on after its end and up again: PyTorch's does. One of the length
     * of an epoch is a warm restart of a kind.
     */
    private static boolean swings(RateCurve curve) {
        double epochs = epochs(curve);
        if (epochs < 3 || curve.rates().size() < 3 * epochs || Math.abs(epochs - curve.perEpoch()) < 2) {
            return false;
        }
        double low = curve.rates().stream().mapToDouble(rate -> rate).min().orElse(0);
        return isCosine(curve, low, 0) || isCosine(curve, low, 1);
    }

    /** Whether it is one in which {@code late} steps were counted before the first. */
    private static boolean isCosine(RateCurve curve, double low, int late) {
        for (int step = 0; step < curve.rates().size(); step++) {
            double at = (1 + Math.cos(Math.PI * (step + late) / Math.ceil(epochs(curve)))) / 2;
            if (Math.abs(curve.rates().get(step) - low - (curve.peak() - low) * at) > ROUNDED * curve.peak()) {
                return false;
            }
        }
        return curve.peak() > 2 * low;
    }

    /** Whether the rate falls within as many steps as there are epochs, and then stays where it is: milestones that are epochs. */
    private static boolean fallsAtOnce(RateCurve curve) {
        double epochs = epochs(curve);
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
        return factor < 1
                && ((n > 3 * every && 2 * every <= curve.perEpoch() && fallsBy(rates, n, every, factor))
                        || (isAbsurd(curve, every, factor) && fallsBy(rates, rates.size() - 1, every, factor)));
    }

    private static boolean fallsBy(List<Double> rates, int n, int every, double factor) {
        for (int i = 0; i < n; i++) {
            double expected = (i + 1) % every == 0 ? factor : 1;
            if (!(Math.abs(rates.get(i + 1) / rates.get(i) - expected) <= 1e-4)) { // nor 0 / 0
                return false;
            }
        }
        return true;
    }

    /** Whether nothing is left of the rate at the end of the plan, and something would be if it fell after so many epochs each and not batches. */
    private static boolean isAbsurd(RateCurve curve, int every, double factor) {
        return curve.whole()
                && every % curve.perEpoch() != 0
                && curve.rates().size() > 3 * every
                && Math.pow(factor, (double) curve.planned() / every) < NOTHING
                && Math.pow(factor, epochs(curve) / every) > SOMETHING;
    }
}
