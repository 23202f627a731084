package io.souschef.data.columns;

import io.souschef.data.axis.Ascending;
import java.util.Arrays;

/** The different values of a column of numbers, ascending, with how often each occurs. */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
record Atoms(double[] values, int[] counts) {
    /** @param numbers NaN where one is missing */
    static Atoms of(double... numbers) {
        double[] sorted = Ascending.known(numbers);
        double[] values = new double[sorted.length];
        int[] counts = new int[sorted.length];
        int distinct = 0;
        for (double value : sorted) {
            if (distinct == 0 || values[distinct - 1] != value) {
                values[distinct++] = value + 0.0; // + 0.0 makes −0 and 0 the same
            }
            counts[distinct - 1]++;
        }
        return new Atoms(Arrays.copyOf(values, distinct), Arrays.copyOf(counts, distinct));
    }

    int distinct() {
        return values.length;
    }

    int rows() {
        return Arrays.stream(counts).sum();
    }

    /** All but the least, or all but the greatest. */
    Atoms without(boolean least) {
        int from = least ? 1 : 0;
        int to = least ? values.length : values.length - 1;
        return new Atoms(Arrays.copyOfRange(values, from, to), Arrays.copyOfRange(counts, from, to));
    }

    double quantile(double q) {
        long wanted = (long) (q * rows());
        long passed = 0;
        for (int i = 0; i < values.length; i++) {
            passed += counts[i];
            if (passed > wanted) {
                return values[i];
            }
        }
        return values[values.length - 1];
    }

    int largestCount() {
        return Arrays.stream(counts).max().orElse(0);
    }

    /** How far apart neighbouring values are on average, among the {@code most} at one end. */
    double spacing(boolean least, int most) {
        int n = Math.min(most, values.length);
        double span = least ? values[n - 1] - values[0] : values[values.length - 1] - values[values.length - n];
        return n > 1 ? span / (n - 1) : 0;
    }
}
