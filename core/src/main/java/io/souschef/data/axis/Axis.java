package io.souschef.data.axis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.PriorityQueue;

/**
 * One number measured on every example, to sort and look by. The array is held, not copied, and is not to be written to.
 *
 * @param name e.g. "brightness"
 * @param unit e.g. "0 … 1", "bits", "pixels"; "" where there is none
 * @param values by id, NaN where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
public record Axis(String name, String unit, double[] values) {

    /**
     * How numbers are spread, NaN everywhere where there are none.
     *
     * @param missing how many are NaN
     * @param distinct how many differ from one another
     */
    public record Spread(
            int missing,
            int distinct,
            double min,
            double q25,
            double median,
            double q75,
            double max,
            double mean,
            double std) {
        /** Of any numbers, NaN counting as missing. */
        public static Spread of(double[] values) {
            double[] sorted = Ascending.known(values);
            int n = sorted.length;
            if (n == 0) {
                double none = Double.NaN;
                return new Spread(values.length, 0, none, none, none, none, none, none, none);
            }
            int distinct = 1;
            for (int i = 1; i < n; i++) {
                distinct += sorted[i] == sorted[i - 1] ? 0 : 1;
            }
            double mean = Arrays.stream(sorted).average().orElse(Double.NaN);
            double squares =
                    Arrays.stream(sorted).map(v -> (v - mean) * (v - mean)).sum();
            return new Spread(
                    values.length - n,
                    distinct,
                    sorted[0],
                    Quantiles.of(sorted, 0.25),
                    Quantiles.of(sorted, 0.5),
                    Quantiles.of(sorted, 0.75),
                    sorted[n - 1],
                    mean,
                    Math.sqrt(squares / n));
        }
    }

    public Spread spread() {
        return Spread.of(values);
    }

    /** Whether two examples differ in it. */
    public boolean varies() {
        DoubleSummaryStatistics known =
                Arrays.stream(values).filter(value -> !Double.isNaN(value)).summaryStatistics();
        return known.getMin() < known.getMax();
    }

    /** Ids of the {@code k} lowest, the lowest first; among equals the lower id first. */
    public int[] lowest(int k) {
        return extremes(k, 1);
    }

    /** Ids of the {@code k} highest, the highest first; among equals the lower id first. */
    public int[] highest(int k) {
        return extremes(k, -1);
    }

    /** Of a million values in some milliseconds: only those that are among the best so far are kept. */
    private int[] extremes(int k, int sign) {
        Comparator<Integer> order =
                Comparator.comparingDouble((Integer id) -> sign * values[id]).thenComparingInt(id -> id);
        PriorityQueue<Integer> best = new PriorityQueue<>(k + 1, order.reversed());
        for (int id = 0; id < values.length; id++) {
            if (Double.isNaN(values[id]) || (best.size() == k && sign * values[best.element()] <= sign * values[id])) {
                continue;
            }
            best.add(id);
            if (best.size() > k) {
                best.remove();
            }
        }
        return best.stream().sorted(order).mapToInt(id -> id).toArray();
    }
}
