package io.souschef.check.data;

import java.util.Arrays;

/**
 * Mean, deviation and range of groups of numbers: the channels of images, the features of rows. Numbers that are not finite are
 * left out and counted.
 *
 * @param count numbers per group
 * @param notFinite numbers that are NaN or infinite
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
public record Moments(double[] mean, double[] deviation, double[] low, double[] high, long[] count, long[] notFinite) {
    /** Of the inputs of a stream. */
    public static Moments of(Pass pass) {
        return of(pass.rows(), pass.groups());
    }

    /** Of every single number of the inputs, whatever channel it belongs to. */
    public static Moments each(float[][] rows) {
        int[] own = new int[rows[0].length];
        Arrays.setAll(own, i -> i);
        return of(rows, own);
    }

    /** Of all numbers of the inputs as one group, so that inputs of other sizes can be compared. */
    public static Moments whole(Pass pass) {
        float[][] rows = pass.rows();
        return of(rows, new int[rows[0].length]);
    }

    /** Of some numbers. */
    static Moments ofNumbers(double[] numbers) {
        float[] row = new float[numbers.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) numbers[i];
        }
        return of(new float[][] {row}, new int[row.length]);
    }

    /** @param groups the group of each column */
    public static Moments of(float[][] rows, int[] groups) {
        int n = Arrays.stream(groups).max().orElse(-1) + 1;
        Moments m = new Moments(new double[n], new double[n], new double[n], new double[n], new long[n], new long[n]);
        Arrays.fill(m.low, Double.POSITIVE_INFINITY);
        Arrays.fill(m.high, Double.NEGATIVE_INFINITY);
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                m.take(groups[i], row[i]);
            }
        }
        for (int g = 0; g < n; g++) {
            m.mean[g] /= Math.max(1, m.count[g]);
        }
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                if (Float.isFinite(row[i])) {
                    double off = row[i] - m.mean[groups[i]];
                    m.deviation[groups[i]] += off * off;
                }
            }
        }
        for (int g = 0; g < n; g++) {
            m.deviation[g] = Math.sqrt(m.deviation[g] / Math.max(1, m.count[g]));
        }
        return m;
    }

    private void take(int group, float number) {
        if (!Float.isFinite(number)) {
            notFinite[group]++;
            return;
        }
        count[group]++;
        mean[group] += number;
        low[group] = Math.min(low[group], number);
        high[group] = Math.max(high[group], number);
    }

    /** Number of groups. */
    public int size() {
        return mean.length;
    }

    /** Root of the mean square. */
    public double rms(int group) {
        return Math.sqrt(mean[group] * mean[group] + deviation[group] * deviation[group]);
    }

    /** Whether all numbers of a group are the same. */
    public boolean constant(int group) {
        return count[group] > 0 && low[group] == high[group];
    }
}
