package io.souschef.app;

import java.util.Arrays;
import java.util.Locale;

/**
 * How long something takes, done over and over.
 *
 * @param median of the repeats, in seconds
 * @param lowest of them
 * @param highest of them
 * @param repeats how many were measured, warm-up left out
 */
record Stopwatch(double median, double lowest, double highest, int repeats) {
    private static final int WARM_UP = 3;

    /** Does {@code work} a few times to warm up, then {@code repeats} times in blocks of {@code times}. */
    static Stopwatch of(int repeats, int times, Runnable work) {
        for (int i = 0; i < WARM_UP * times; i++) {
            work.run();
        }
        double[] seconds = new double[repeats];
        for (int r = 0; r < repeats; r++) {
            long begun = System.nanoTime();
            for (int i = 0; i < times; i++) {
                work.run();
            }
            seconds[r] = (System.nanoTime() - begun) / 1e9 / times;
        }
        Arrays.sort(seconds);
        return new Stopwatch(seconds[repeats / 2], seconds[0], seconds[repeats - 1], repeats);
    }

    /** "0.62 ms (0.58 to 0.81, median of 7)" */
    String millis() {
        return String.format(
                Locale.ROOT,
                "%.2f ms (%.2f to %.2f, median of %d)",
                1e3 * median,
                1e3 * lowest,
                1e3 * highest,
                repeats);
    }

    /** The same as a rate, for work of so many operations: "118 GFLOP/s (97 to 121, median of 7)". */
    String gigaflops(double operations) {
        return String.format(
                Locale.ROOT,
                "%.0f GFLOP/s (%.0f to %.0f, median of %d)",
                operations / median / 1e9,
                operations / highest / 1e9,
                operations / lowest / 1e9,
                repeats);
    }
}
