package io.souschef.statistics;

/**
 * The beta distribution, as far as an interval of a share needs it: both parameters are halves of odd numbers, so that their gamma
 * functions are finite products.
 *
 * @see <a href="https://dlmf.nist.gov/8.17">DLMF 8.17: the incomplete beta function, its continued fraction in 8.17.22</a>
 */
final class Beta {
    private static final double TINY = 1e-300, EXACT = 1e-15;
    private static final int TERMS = 10_000;

    private Beta() {}

    /** The probability of at most {@code x}, 0 … 1. */
    static double atMost(double x, double a, double b) {
        if (x <= 0 || x >= 1) {
            return x <= 0 ? 0 : 1;
        }
        // the fraction converges fast on this side of the mean
        if (x > (a + 1) / (a + b + 2)) {
            return 1 - atMost(1 - x, b, a);
        }
        double front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
        return front * fraction(x, a, b);
    }

    /** By Lentz's method. */
    private static double fraction(double x, double a, double b) {
        double c = 1;
        double d = 1 / kept(1 - (a + b) * x / (a + 1));
        double value = d;
        for (int m = 1; m < TERMS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / kept(1 + even * d);
            c = kept(1 + even / c);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / kept(1 + odd * d);
            c = kept(1 + odd / c);
            value *= d * c;
            if (Math.abs(d * c - 1) < EXACT) {
                break;
            }
        }
        return value;
    }

    private static double kept(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    /** Of a multiple of a half. */
    private static double logGamma(double z) {
        boolean whole = z == Math.rint(z);
        double sum = whole ? 0 : Math.log(Math.PI) / 2;
        for (double k = whole ? 1 : 0.5; k < z; k++) {
            sum += Math.log(k);
        }
        return sum;
    }

    /** The x below which this probability lies, by bisection. */
    static double quantile(double probability, double a, double b) {
        double low = 0;
        double high = 1;
        while (true) {
            double middle = (low + high) / 2;
            if (middle == low || middle == high || high - low < 1e-13) {
                return middle;
            }
            if (atMost(middle, a, b) < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
    }
}
