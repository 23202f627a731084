package io.souschef.data.axis;

/** Quantiles of sorted numbers. */
public final class Quantiles {
    private Quantiles() {}

    /**
     * By linear interpolation between the two nearest, numpy's and R's default.
     *
     * @param sorted ascending, at least one
     * @param q 0 … 1
     */
    public static double of(double[] sorted, double q) {
        double place = q * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
