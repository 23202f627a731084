package io.souschef.recipe.inspect.look;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** Numbers and lists as a sentence has them. */
public final class Phrases {
    private static final MathContext THREE_DIGITS = new MathContext(3);

    private Phrases() {}

    /** 0.0123, 4.5, 1,235: three digits, or all that stand before the point. */
    public static String number(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "–" : value > 0 ? "∞" : "−∞";
        }
        if (size >= 1e12 || (size > 0 && size < 1e-4)) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        return size >= 1000
                ? String.format(Locale.ROOT, "%,.0f", value)
                : new BigDecimal(value).round(THREE_DIGITS).stripTrailingZeros().toPlainString();
    }

    /** "0.4 %"; what is not nothing is never called 0. */
    public static String percent(double share) {
        if (share > 0 && share < 0.0005) {
            return "under 0.1 %";
        }
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** "1 group", "1,234 groups". */
    public static String count(long count, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many);
    }

    /** "once", "twice", "2.6 times". */
    public static String times(double count) {
        return count == 1 ? "once" : count == 2 ? "twice" : number(count) + " times";
    }

    /** "a, b, c" or "a, b, c and 17 more". */
    public static String some(List<String> names, int most) {
        return names.size() <= most
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, most))
                        + String.format(Locale.ROOT, " and %,d more", names.size() - most);
    }
}
