package io.souschef.statistics.agreement;

import io.souschef.statistics.Interval;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Examples by the labels that they have, and how many there are of each kind.
 *
 * @param labels of each kind, two or more
 * @param kindOf the kind of each example
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
public record Kinds(int[][] labels, int[] kindOf, int classes) {
    /** Draws of the bootstrap, and how many examples are drawn for all of them together: seconds, where there are millions. */
    private static final int DRAWS = 1000, LEAST_DRAWS = 200;

    private static final long WORK = 300_000_000;
    private static final long SEED = 20190425; // fixed, so that the same table gives the same interval

    /** How many examples are of each kind. */
    public long[] counts() {
        long[] counts = new long[labels.length];
        for (int kind : kindOf) {
            counts[kind]++;
        }
        return counts;
    }

    /**
     * A statistic of all examples with its 95 % interval: the examples are drawn again and again, with replacement.
     *
     * @param statistic of how many examples there are of each kind; draws for which it is NaN are left out
     */
    public Interval interval(ToDoubleFunction<long[]> statistic) {
        double value = statistic.applyAsDouble(counts());
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("a statistic that is not defined has no interval");
        }
        int n = kindOf.length;
        int draws = (int) Math.max(LEAST_DRAWS, Math.min(DRAWS, WORK / Math.max(1, n)));
        SplittableRandom random = new SplittableRandom(SEED);
        double[] values = new double[draws];
        int got = 0;
        for (int d = 0; d < draws; d++) {
            long[] counts = new long[labels.length];
            for (int i = 0; i < n; i++) {
                counts[kindOf[random.nextInt(n)]]++;
            }
            double drawn = statistic.applyAsDouble(counts);
            if (!Double.isNaN(drawn)) {
                values[got++] = drawn;
            }
        }
        Arrays.sort(values, 0, got);
        if (got == 0) {
            return new Interval(value, value, value);
        }
        double low = values[(int) Math.floor(0.025 * (got - 1))];
        double high = values[(int) Math.ceil(0.975 * (got - 1))];
        return new Interval(value, Math.min(low, value), Math.max(high, value));
    }
}
