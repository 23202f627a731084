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
