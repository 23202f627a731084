package io.souschef.statistics;

/** The chi-square distribution, and the test of independence that is named after it. */
public final class ChiSquare {
    private static final int TERMS = 10_000;

    private ChiSquare() {}

    /**
     * Whether rows and columns of a table of counts are independent.
     *
     * @param statistic the sum of squared differences from what is expected, each over what is expected
     * @param probability of one at least as large, were they independent
     * @param strength Cramér's V, 0 … 1
     */
    public record Independence(double statistic, double probability, double strength) {}

    /** @param counts [rows][columns]; rows and columns without any are passed over */
    public static Independence independence(long[][] counts) {
        int width = counts.length == 0 ? 0 : counts[0].length;
        double[] rows = new double[counts.length];
        double[] columns = new double[width];
        double all = 0;
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < width; j++) {
                rows[i] += counts[i][j];
                columns[j] += counts[i][j];
                all += counts[i][j];
            }
        }
        double statistic = 0;
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < width; j++) {
                double expected = rows[i] * columns[j] / all;
                if (expected > 0) {
                    statistic += (counts[i][j] - expected) * (counts[i][j] - expected) / expected;
                }
            }
        }
        int r = filled(rows);
        int c = filled(columns);
        int least = Math.min(r, c) - 1;
        return least < 1
                ? new Independence(0, 1, 0)
                : new Independence(
                        statistic,
                        above(statistic, (r - 1) * (c - 1)),
                        Math.min(1, Math.sqrt(statistic / all / least)));
    }

    private static int filled(double[] sums) {
        int filled = 0;
        for (double sum : sums) {
            filled += sum > 0 ? 1 : 0;
        }
        return filled;
    }

    /** The probability that a chi-square variable is above {@code x}; with one degree of freedom, that |z| is above √x. */
    public static double above(double x, int freedom) {
        double a = freedom / 2.0;
        double half = x / 2;
        if (half <= 0) {
            return 1;
        }
        double front = Math.exp(a * Math.log(half) - half - logGamma(a));
        return half < a + 1 ? Math.max(0, 1 - front * series(a, half)) : Math.min(1, front * fraction(a, half));
    }

    private static double series(double a, double x) {
        double term = 1 / a;
        double sum = term;
        for (int n = 1; n < TERMS && term > sum * 1e-16; n++) {
            term *= x / (a + n);
            sum += term;
        }
        return sum;
    }

    /** Lentz's way with the continued fraction. */
    private static double fraction(double a, double x) {
        double b = x + 1 - a;
        double c = 1e300;
        double d = 1 / b;
        double h = d;
        for (int n = 1; n < TERMS; n++) {
            double an = -n * (n - a);
            b += 2;
            d = 1 / nonZero(an * d + b);
            c = nonZero(b + an / c);
            double factor = d * c;
            h *= factor;
            if (Math.abs(factor - 1) < 1e-15) {
                break;
            }
        }
        return h;
    }

    private static double nonZero(double value) {
        return Math.abs(value) < 1e-300 ? 1e-300 : value;
    }

    /** ln Γ(a) for a = ½, 1, 1½, …: by its recursion, from Stirling's series at 10 or more. */
    private static double logGamma(double a) {
        double product = 0;
        double x = a;
        while (x < 10) {
            product += Math.log(x);
            x++;
        }
        double x2 = x * x;
        return (x - 0.5) * Math.log(x)
                - x
                + 0.5 * Math.log(2 * Math.PI)
                + (1 / 12.0 - (1 / 360.0 - 1 / (1260.0 * x2)) / x2) / x
                - product;
    }
}
