package io.souschef.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** How numbers are written for a reader. */
final class Numbers {
    private Numbers() {}

    /** Four significant digits, plain where that is short: "2.303", "0.0314", "60,000", "3e-05". */
    static String text(double value) {
        if (!Double.isFinite(value)) return Double.isNaN(value) ? "not a number" : value > 0 ? "∞" : "−∞";
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-4 || size >= 1e9)) return minus(scientific(value));
        if (value == Math.rint(value)) return minus(String.format(Locale.ROOT, "%,d", (long) value));
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(4, RoundingMode.HALF_EVEN));
        int decimals = Math.max(0, rounded.stripTrailingZeros().scale());
        return minus(String.format(Locale.ROOT, "%,." + decimals + "f", rounded));
    }

    /**
     * The digits after the point with which numbers stand beside each other: as many as the one that needs most, at most four. Negative where
     * that would hide a number, or some can't be written plainly: then each has its own.
     */
    static int decimals(double... values) {
        int most = 0;
        for (double value : values) {
            double size = Math.abs(value);
            if (!Double.isFinite(value) || size >= 1e9 || (size != 0 && size < 1e-3)) return -1;
            String text = text(value);
            most = Math.max(most, text.contains(".") ? text.length() - text.indexOf('.') - 1 : 0);
        }
        return Math.min(4, most);
    }

    /** With so many digits after the point. */
    static String fixed(double value, int decimals) {
        return Double.isFinite(value) ? minus(String.format(Locale.ROOT, "%,." + decimals + "f", value)) : text(value);
    }

    /** A score or an end of its interval: with two digits after the point, or with four digits in all where these would hide it. */
    static String score(double value, String unit) {
        double size = Math.abs(value);
        return unit.equals("%") || size == 0 || size >= 1 ? fixed(value, 2) : text(value);
    }

    /** Fixed, with its sign always. */
    static String signed(double value, int decimals) {
        return (value > 0 ? "+" : "") + fixed(value, decimals);
    }

    /** "0.4 s", "75 s", "12 min", "3.2 h". */
    static String seconds(double seconds) {
        if (seconds < 10) return String.format(Locale.ROOT, "%.1f s", seconds);
        if (seconds < 120) return String.format(Locale.ROOT, "%.0f s", seconds);
        if (seconds < 7200) return String.format(Locale.ROOT, "%.0f min", seconds / 60);
        return String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }

    private static String scientific(double value) {
        return String.format(Locale.ROOT, "%.2e", value).replaceFirst("\\.?0+e", "e");
    }

    /** The true minus sign is as wide as the digits. */
    private static String minus(String text) {
        return text.startsWith("-") ? "−" + text.substring(1) : text;
    }
}
