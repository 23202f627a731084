package io.souschef.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where values lie along one edge of a chart, and its ticks, at round numbers.
 *
 * @param low the value at {@code from}
 * @param high the value at {@code to}
 * @param from the coordinate of {@code low}
 * @param to the coordinate of {@code high}
 * @param log whether equal distances are equal ratios
 * @param step the distance of two ticks; on a logarithmic axis unused
 */
record Axis(double low, double high, double from, double to, boolean log, double step) {
    /** Beyond this sums and differences are infinite. */
    private static final double LARGEST = Double.MAX_VALUE / 8;

    /** From {@code low} to {@code high}, both widened to the next tick if {@code widened}; as far as numbers can be reckoned with. */
    static Axis linear(double low, double high, double from, double to, int ticks, boolean widened) {
        if (!within(low) || !within(high)) {
            return linear(clamped(low), clamped(high), from, to, ticks, widened);
        }
        if (!(high > low)) {
            double about = low == 0 ? 1 : Math.abs(low) * 0.1;
            return linear(low - about, low + about, from, to, ticks, widened);
        }
        double step = roundStep((high - low) / ticks);
        if (!widened) return new Axis(low, high, from, to, false, step);
        return new Axis(
                Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step, from, to, false, step);
    }

    private static boolean within(double value) {
        return Math.abs(value) <= LARGEST;
    }

    private static double clamped(double value) {
        return Double.isNaN(value) ? 0 : Math.max(-LARGEST, Math.min(LARGEST, value));
    }

    /** A logarithmic axis; {@code low} is positive. */
    static Axis logarithmic(double low, double high, double from, double to) {
        if (!(high > low)) return logarithmic(low / 2, low * 2, from, to);
        return new Axis(low, high, from, to, true, 0);
    }

    /** The nearest of 1, 2, 5 times a power of ten that is not below {@code rough}. */
    static double roundStep(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double factor : new double[] {1, 2, 5}) if (factor * power >= rough * (1 - 1e-9)) return factor * power;
        return 10 * power;
    }

    /** Whether this value can be drawn. */
    boolean shows(double value) {
        return Double.isFinite(value) && (!log || value > 0);
    }

    /** The coordinate of {@code value}. */
    double at(double value) {
        double share = log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
        return from + share * (to - from);
    }

    List<Double> ticks() {
        return log ? logTicks() : linearTicks();
    }

    private List<Double> linearTicks() {
        List<Double> ticks = new ArrayList<>();
        for (long k = (long) Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) ticks.add(k * step);
        return ticks;
    }

    /** Powers of ten; where there are fewer than three, also twice and five times these; else what a linear axis would have. */
    private List<Double> logTicks() {
        double decades = Math.log10(high / low);
        int every = Math.max(1, (int) Math.ceil(decades / 7));
        double[] factors = decades < 2.5 ? new double[] {1, 2, 5} : new double[] {1};
        List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
            if (Math.floorMod(power, every) != 0) continue;
            for (double factor : factors) {
                double tick = Double.parseDouble(factor + "e" + power);
                if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) ticks.add(tick);
            }
        }
        return ticks.size() >= 2 ? ticks : linear(low, high, from, to, 4, false).linearTicks();
    }

    /** How {@code tick} is written: as many digits as its neighbours need. */
    String label(double tick) {
        double fine = log ? Math.abs(tick) : step;
        if (tick == 0) return "0";
        if (Math.abs(tick) >= 1e7 || fine < 1e-5)
            return Numbers.text(Double.parseDouble(String.format(Locale.ROOT, "%.3e", tick)));
        int decimals = Math.max(0, (int) -Math.floor(Math.log10(fine) + 1e-9));
        return Numbers.fixed(tick, decimals);
    }
}
