package io.souschef.statistics;

/**
 * Student's t distribution, as far as an interval needs it. For whole degrees of freedom its distribution function is a finite
 * sum, so no approximation is involved.
 *
 * @see <a href="https://dlmf.nist.gov/8.17">Abramowitz and Stegun 1964, 26.7.3 and 26.7.4</a>
 */
public final class StudentT {
    private StudentT() {}

    /** The probability that |t| is at most {@code t}, for {@code t} ≥ 0. */
    public static double within(double t, int freedom) {
        double angle = Math.atan(t / Math.sqrt(freedom));
        double cos2 = Math.cos(angle) * Math.cos(angle);
        boolean odd = freedom % 2 == 1;
        double term = odd ? Math.cos(angle) : 1;
        double sum = freedom == 1 ? 0 : term;
        for (int k = odd ? 3 : 2; k <= freedom - 2; k += 2) {
            term *= cos2 * (k - 1) / k;
            sum += term;
        }
        return odd ? 2 / Math.PI * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
    }

    /** The t that is exceeded with probability 2.5 %, by bisection. */
    public static double quantile975(int freedom) {
        double low = 0;
        double high = 16; // 12.71 at one degree of freedom is the largest
        while (true) {
            double middle = (low + high) / 2;
            if (middle == low || middle == high) return middle;
            if (within(middle, freedom) < 0.95) low = middle;
            else high = middle;
        }
    }
}
