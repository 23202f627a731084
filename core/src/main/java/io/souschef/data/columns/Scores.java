package io.souschef.data.columns;

import io.souschef.data.table.Column;
import io.souschef.data.table.NumberColumn;
import io.souschef.statistics.Ranks;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Columns as numbers that can be compared with one another. */
public final class Scores {
    private Scores() {}

    /** By place in {@code ids}; of words their codes, NaN where a cell is missing. */
    public static double[] plain(Column column, int... ids) {
        return column instanceof NumberColumn numbers
                ? Arrays.stream(ids).mapToDouble(id -> numbers.values()[id]).toArray()
                : Arrays.stream(ids)
                        .mapToDouble(id -> column.isMissing(id) ? Double.NaN : column.bits(id))
                        .toArray();
    }

    /**
     * By their ranks, spread over −1.7 … 1.7 evenly, so that they have variance 1 whatever their distribution was; 0 where missing. No
     * single value is far out any more: what is, is a combination.
     */
    public static float[] ranked(double... values) {
        int[] present = IntStream.range(0, values.length)
                .filter(i -> !Double.isNaN(values[i]))
                .toArray();
        double[] ranks =
                Ranks.of(Arrays.stream(present).mapToDouble(i -> values[i]).toArray());
        float[] scores = new float[values.length];
        double middle = (present.length + 1) / 2.0;
        for (int i = 0; i < present.length; i++) {
            scores[present[i]] = (float) ((ranks[i] - middle) / present.length * Math.sqrt(12));
        }
        return scores;
    }

    /**
     * By their ranks, as quantiles of a normal distribution; 0 where missing. No single value is far out any more, what is, is a
     * combination.
     */
    public static double[] normal(double... values) {
        float[] ranked = ranked(values);
        double[] scores = new double[values.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Double.isNaN(values[i]) ? 0 : quantile(0.5 + ranked[i] / Math.sqrt(12));
        }
        return scores;
    }

    /** Of the normal distribution, to three digits: enough to order and to compare by. */
    private static double quantile(double p) {
        double tail = Math.min(p, 1 - p);
        double t = Math.sqrt(-2 * Math.log(tail));
        double z = t
                - (2.515517 + t * (0.802853 + t * 0.010328))
                        / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))); // Abramowitz and Stegun 26.2.23
        return p < 0.5 ? -z : z;
    }
}
