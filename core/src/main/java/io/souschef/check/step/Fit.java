package io.souschef.check.step;

import java.util.Set;

/**
 * How well an update is explained as a multiple of another one, and where that isn't enough, with a pull of every weight
 * towards zero. Least squares.
 *
 * @param misfit the part that stays unexplained, as a share of the update's norm
 * @param scale how many times the other one
 * @param pullMatrices what is added of the weights of two dimensions or more, as a share of themselves
 * @param pullVectors the same for biases and the scales of norms
 */
record Fit(double misfit, double scale, double pullMatrices, double pullVectors) {
    /** Of a weight: what float32 knows of it. The smallest updates are lost in it. */
    static final double ROUNDING = 1.2e-7;

    static Fit none() {
        return new Fit(Double.POSITIVE_INFINITY, Double.NaN, 0, 0);
    }

    /** Of {@code update} by {@code direction} alone. */
    static Fit plain(Weights update, Weights direction, Weights before, Set<String> which) {
        double norm = direction.norm(which);
        if (!(norm > 0) || !Double.isFinite(norm) || !update.isFinite()) {
            return none();
        }
        double scale = update.dot(direction, which) / (norm * norm);
        return of(update, direction, before, which, new double[] {scale, 0, 0});
    }

    /** The same with a pull towards zero. */
    static Fit pulled(Weights update, Weights direction, Weights before, Set<String> which) {
        double norm = direction.norm(which);
        if (!(norm > 0) || !Double.isFinite(norm) || !update.isFinite()) {
            return none();
        }
        Weights m = before.only(true);
        Weights v = before.only(false);
        double[] c = LeastSquares.solve(
                new double[][] {
                    {norm * norm, direction.dot(m, which), direction.dot(v, which)},
                    {direction.dot(m, which), m.dot(m, which), 0},
                    {direction.dot(v, which), 0, v.dot(v, which)}
                },
                new double[] {update.dot(direction, which), update.dot(m, which), update.dot(v, which)});
        return of(update, direction, before, which, c);
    }

    private static Fit of(Weights update, Weights direction, Weights before, Set<String> which, double[] c) {
        double left = 0;
        double rounding = 0;
        for (String name : which) {
            float[] u = update.of(name);
            float[] d = direction.of(name);
            float[] w = before.of(name);
            double pull = before.matrices().contains(name) ? c[1] : c[2];
            for (int i = 0; i < u.length; i++) {
                double off = u[i] - c[0] * d[i] - pull * w[i];
                left += off * off;
                rounding += ROUNDING * w[i] * ROUNDING * w[i];
            }
        }
        return new Fit(Math.sqrt(Math.max(0, left - rounding)) / update.norm(which), c[0], c[1], c[2]);
    }
}
