package io.souschef.statistics;

import java.util.Arrays;

/**
 * A measured value and the interval in which the true one lies with 95 % confidence.
 *
 * @param value what was measured
 * @param low the lower end; minus infinity where nothing is known
 * @param high the upper end; infinity where nothing is known
 */
public record Interval(double value, double low, double high) {
    /** The normal distribution's 97.5 % quantile. */
    public static final double Z = 1.959963984540054;

    public Interval {
        if (!(low <= value && value <= high))
            throw new IllegalArgumentException("value " + value + " is not between " + low + " and " + high);
    }

    /**
     * Of a share: {@code successes} out of {@code count}, Wilson's score interval, which stays honest near 0 and 1.
     *
     * @see <a href="https://doi.org/10.1080/01621459.1927.10502953">Wilson 1927</a>
     */
    public static Interval proportion(long successes, long count) {
        if (count < 1 || successes < 0 || successes > count)
            throw new IllegalArgumentException(successes + " successes out of " + count);
        double p = (double) successes / count;
        double z2 = Z * Z / count;
        double middle = (p + z2 / 2) / (1 + z2);
        double half = Z / (1 + z2) * Math.sqrt(p * (1 - p) / count + z2 / (4 * count));
        double low = successes == 0 ? 0 : middle - half;
        double high = successes == count ? 1 : middle + half;
        return new Interval(p, low, high);
    }

    /**
     * Of a share: {@code successes} out of {@code count}, Jeffreys' interval, which is narrower than Wilson's where a share is near 0 or 1
     * and covers as often on average.
     *
     * @see <a href="https://doi.org/10.1214/ss/1009213286">Brown, Cai and DasGupta 2001</a>
     */
    public static Interval jeffreys(long successes, long count) {
        if (count < 1 || successes < 0 || successes > count)
            throw new IllegalArgumentException(successes + " successes out of " + count);
        double low = successes == 0 ? 0 : Beta.quantile(0.025, successes + 0.5, count - successes + 0.5);
        double high = successes == count ? 1 : Beta.quantile(0.975, successes + 0.5, count - successes + 0.5);
        return new Interval((double) successes / count, low, high);
    }

    /** Of the mean of {@code values}, by Student's t. Of a single value nothing is known: its interval is the whole line. */
    public static Interval mean(double... values) {
        if (values.length == 0) throw new IllegalArgumentException("the mean of no values");
        double mean = Arrays.stream(values).average().orElseThrow();
        if (values.length == 1) return new Interval(mean, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double error = Math.sqrt(squares / (values.length - 1) / values.length);
        double half = StudentT.quantile975(values.length - 1) * error;
        return new Interval(mean, mean - half, mean + half);
    }

    /** The same in another unit: all three times {@code factor}, which is positive. */
    public Interval times(double factor) {
        return new Interval(value * factor, low * factor, high * factor);
    }
}
