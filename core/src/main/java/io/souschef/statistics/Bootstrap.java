package io.souschef.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The interval of a mean by drawing the same values again and again, with replacement: nothing is assumed about their distribution.
 *
 * @see <a href="https://doi.org/10.1214/aos/1176344552">Efron 1979</a>
 */
public final class Bootstrap {
    /** The ends of the interval are then uncertain by about 3 % of its width. */
    private static final int DRAWS = 4000;

    private static final long SEED = 20190425; // the recipe's date; fixed, so that a verdict can be repeated

    private Bootstrap() {}

    /** The percentile interval of the mean of {@code values}. The same values in the same order always give the same interval. */
    public static Interval mean(double[] values) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] means = new double[DRAWS];
        for (int d = 0; d < DRAWS; d++) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) sum += values[random.nextInt(values.length)];
            means[d] = sum / values.length;
        }
        Arrays.sort(means);
        double mean = Arrays.stream(values).average().orElseThrow();
        double low = means[(int) Math.floor(0.025 * (DRAWS - 1))];
        double high = means[(int) Math.ceil(0.975 * (DRAWS - 1))];
        return new Interval(mean, Math.min(low, mean), Math.max(high, mean));
    }
}
