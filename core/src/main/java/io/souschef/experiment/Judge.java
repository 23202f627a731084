package io.souschef.experiment;

import io.souschef.statistics.Bootstrap;
import io.souschef.statistics.Interval;
import io.souschef.statistics.McNemar;
import io.souschef.statistics.Spread;
import io.souschef.statistics.StudentT;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Decides whether a change is better than its control. Differences are judged in pairs, over seeds or over examples, never from two
 * single numbers: two trainings that differ in nothing but the seed differ, too.
 *
 * <p>Confirmed: the 95 % interval of the improvement lies above zero. Refuted: it lies below zero, or below what would matter. Else
 * inconclusive.
 *
 * <pre>{@code
 * Verdict verdict = Judge.accuracy().fromSeeds(new double[] {0.981, 0.979, 0.980}, new double[] {0.986, 0.985, 0.987});
 * }</pre>
 *
 * @param metric what is compared: "validation accuracy"
 * @param unit the unit of the effect: "points", "nats"
 * @param scale the metric times this is in that unit: 100 for a share in percentage points
 * @param higherIsBetter whether more of the metric is better
 * @param matters the least improvement worth having, in the unit, 0 if any is
 */
public record Judge(String metric, String unit, double scale, boolean higherIsBetter, double matters) {
    /** With equal differences on every seed a spread can't be estimated. Six of one sign come by chance in 3 % of the cases (2/2⁶). */
    private static final int ENOUGH_EQUAL_SEEDS = 6;

    /** Of the metric itself: differences that come to the same, one example of 360, differ in the last of their 53 bits. */
    private static final double ROUNDING = 1e-14;

    public Judge {
        if (!(scale > 0)) throw new IllegalArgumentException("scale of '" + metric + "' is " + scale);
        if (!(matters >= 0)) throw new IllegalArgumentException("what matters of '" + metric + "' is " + matters);
    }

    /** Of an accuracy in 0…1; the effect in percentage points. */
    public static Judge accuracy() {
        return new Judge("accuracy", "points", 100, true, 0);
    }

    /** Of a loss in nats. */
    public static Judge loss() {
        return new Judge("loss", "nats", 1, false, 0);
    }

    /** The same, with this as the least improvement worth having, in the unit. */
    public Judge withMatters(double matters) {
        return new Judge(metric, unit, scale, higherIsBetter, matters);
    }

    /** Judges from the metric of one training per seed, the same seeds in the same order, by Student's t over their differences. */
    public Verdict fromSeeds(double[] control, double[] changed) {
        double[] gains = gains(control, changed, "seeds");
        int seeds = gains.length;
        if (seeds == 1) {
            Interval unknown = Interval.mean(gains);
            return verdict(Verdict.Kind.INCONCLUSIVE, unknown, "from one seed, which two single numbers can't decide");
        }
        Interval gain = Interval.mean(gains);
        double rounding = ROUNDING * scale * largest(control, changed);
        boolean equal = Arrays.stream(gains).allMatch(g -> Math.abs(g - gains[0]) <= rounding);
        if (equal && seeds < ENOUGH_EQUAL_SEEDS)
            return verdict(
                    Verdict.Kind.INCONCLUSIVE,
                    gain,
                    String.format(Locale.ROOT, "the same on all %d seeds, too few to tell a spread", seeds));
        return verdict(kind(gain), gain, String.format(Locale.ROOT, "over %d paired seeds", seeds));
    }

    /**
     * Judges from a number per example (a loss, an error) of one training per seed. The interval holds both chances, by Student's t: another
     * seed would have given another net, and other examples another mean.
     *
     * @param control a row per seed
     * @param changed the same seeds, the same examples
     * @param spread of the mean over the examples between seeds, from as many trainings as there are
     */
    public Verdict fromSeedsAndExamples(double[][] control, double[][] changed, Spread spread) {
        sameLength(control.length, changed.length, "seeds");
        if (spread.freedom() < 1) throw new IllegalArgumentException("one seed doesn't say how far seeds differ");
        int seeds = control.length;
        double[] gain = new double[control[0].length];
        for (int s = 0; s < seeds; s++) {
            double[] gains = gains(control[s], changed[s], "examples");
            for (int i = 0; i < gain.length; i++) gain[i] += gains[i] / seeds;
        }
        double mean = Arrays.stream(gain).average().orElseThrow();
        double squares = Arrays.stream(gain).map(g -> (g - mean) * (g - mean)).sum();
        double examples = squares / (Math.max(1, gain.length - 1) * (double) gain.length);
        double half = StudentT.quantile975(spread.freedom())
                * Math.sqrt(examples + 2 * scale * scale * spread.variance() / seeds);
        Interval interval = new Interval(mean, mean - half, mean + half);
        return verdict(kind(interval), interval, "over %d paired seeds and %,d examples".formatted(seeds, gain.length));
    }

    /** Judges one trained net against another from a number per example (a loss, an error), by the bootstrap over examples. */
    public Verdict fromExamples(double[] control, double[] changed) {
        double[] gains = gains(control, changed, "examples");
        Interval gain = Bootstrap.mean(gains);
        return verdict(
                kind(gain), gain, String.format(Locale.ROOT, "over %,d paired examples, one net each", gains.length));
    }

    /**
     * Judges one trained net against another from which examples each had right. Besides the interval, McNemar's exact test must agree.
     */
    public Verdict fromAnswers(boolean[] controlRight, boolean[] changedRight) {
        sameLength(controlRight.length, changedRight.length, "examples");
        int gained = 0;
        int lost = 0;
        for (int i = 0; i < controlRight.length; i++) {
            if (changedRight[i] && !controlRight[i]) gained++;
            if (controlRight[i] && !changedRight[i]) lost++;
        }
        Interval gain = McNemar.difference(gained, lost, controlRight.length).times(scale);
        double chance = McNemar.probability(gained, lost);
        Verdict.Kind kind = kind(gain);
        if (chance > 0.05 && !(gain.high() < matters)) kind = Verdict.Kind.INCONCLUSIVE;
        return verdict(
                kind,
                gain,
                "%,d examples, %d right only with the change and %d only without (p = %s), one net each"
                        .formatted(controlRight.length, gained, lost, chance < 0.0001 ? "< 0.0001" : round(chance)));
    }

    private static double largest(double[] control, double[] changed) {
        return DoubleStream.concat(Arrays.stream(control), Arrays.stream(changed))
                .map(Math::abs)
                .max()
                .orElse(0);
    }

    private double[] gains(double[] control, double[] changed, String what) {
        sameLength(control.length, changed.length, what);
        double sign = higherIsBetter ? scale : -scale;
        double[] gains = new double[control.length];
        Arrays.setAll(gains, i -> sign * (changed[i] - control[i]));
        for (double gain : gains)
            if (!Double.isFinite(gain))
                throw new IllegalArgumentException(
                        "a " + metric + " to be judged is not finite; a diverged training is not judged");
        return gains;
    }

    private void sameLength(int control, int changed, String what) {
        if (control != changed || control == 0)
            throw new IllegalArgumentException(metric + " of the control on " + control + " " + what
                    + ", of the change on " + changed + "; expected the same " + what + " for both");
    }

    private Verdict.Kind kind(Interval gain) {
        if (gain.high() < matters) return Verdict.Kind.REFUTED;
        return gain.low() > 0 ? Verdict.Kind.CONFIRMED : Verdict.Kind.INCONCLUSIVE;
    }

    private Verdict verdict(Verdict.Kind kind, Interval gain, String from) {
        String range = Double.isFinite(gain.low())
                ? String.format(Locale.ROOT, " (95 %% interval %+.3f to %+.3f)", gain.low(), gain.high())
                : "";
        String sentence = String.format(
                Locale.ROOT,
                "%s %s by %.3f %s%s, %s",
                metric,
                better(gain.value()),
                Math.abs(gain.value()),
                unit,
                range,
                from);
        return new Verdict(kind, gain.value(), gain.low(), gain.high(), unit, sentence);
    }

    private static String better(double gain) {
        return gain < 0 ? "worse" : "better";
    }

    private static String round(double chance) {
        return String.format(Locale.ROOT, "%.4f", chance);
    }
}
