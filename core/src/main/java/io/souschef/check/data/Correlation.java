package io.souschef.check.data;

import java.util.Arrays;

/** Pearson's correlation. */
public final class Correlation {
    private Correlation() {}

    /** Zero where one of the two doesn't vary. */
    public static double of(double[] a, double[] b) {
        int n = a.length;
        double meanA = Arrays.stream(a).average().orElse(0);
        double meanB = Arrays.stream(b).average().orElse(0);
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < n; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
    }

    /**
     * Its standard error, whatever the two are drawn from: a few that lie far out may make or break a correlation, which (1 − r²) / √n, for
     * normal ones, doesn't see. By the delta method: van der Vaart, Asymptotic Statistics, 1998, chapter 3.
     */
    static double error(double[] a, double[] b) {
        int n = a.length;
        double r = of(a, b);
        double[] x = standard(a);
        double[] y = standard(b);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double pull = x[i] * y[i] - r * (x[i] * x[i] + y[i] * y[i]) / 2;
            sum += pull * pull;
        }
        return Math.sqrt(sum) / n;
    }

    private static double[] standard(double[] a) {
        double mean = Arrays.stream(a).average().orElse(0);
        double deviation = Math.sqrt(
                Arrays.stream(a).map(v -> (v - mean) * (v - mean)).average().orElse(0));
        return Arrays.stream(a)
                .map(v -> deviation > 0 ? (v - mean) / deviation : 0)
                .toArray();
    }

    /** Of two rows. */
    public static double of(float[] a, float[] b) {
        double[] x = new double[a.length];
        double[] y = new double[b.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = a[i];
            y[i] = b[i];
        }
        return of(x, y);
    }
}
