package io.souschef.statistics.agreement;

import java.util.Arrays;
import java.util.Locale;

/** What the order of labels means, and so how far two of them are apart. */
public enum Level {
    /** Names: two labels are the same or not. */
    NOMINAL {
        @Override
        double distance(int c, int k, double[] totals, double[] values) {
            return c == k ? 0 : 1;
        }
    },
    /** Ranks: bad, fair, good. How far two are apart depends on how many labels lie between them. */
    ORDINAL {
        @Override
        double distance(int c, int k, double[] totals, double[] values) {
            double between =
                    Arrays.stream(totals, Math.min(c, k), Math.max(c, k) + 1).sum();
            double distance = between - (totals[c] + totals[k]) / 2;
            return distance * distance;
        }
    },
    /** Numbers: two labels are as far apart as their difference. */
    INTERVAL {
        @Override
        double distance(int c, int k, double[] totals, double[] values) {
            return (values[c] - values[k]) * (values[c] - values[k]);
        }
    };

    /**
     * Squared, as Krippendorff has it.
     *
     * @param totals how often each label was given
     * @param values what each label is as a number
     */
    abstract double distance(int c, int k, double[] totals, double[] values);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
