package io.souschef.data.axis;

/**
 * How far a number lies from those of the others, in deviations that outliers do not move: from the median, over the distance between it
 * and the 10 % or the 90 % quantile, each side by its own. For a normal distribution it is the number of standard deviations; where the
 * numbers are skewed, the long side has long deviations.
 */
public final class RobustZ {
    /** The normal distribution's 90 % quantile. */
    private static final double Q90 = 1.2815515655446004;

    private final double median;
    private final double below;
    private final double above;

    private RobustZ(double median, double below, double above) {
        this.median = median;
        this.below = below;
        this.above = above;
    }

    /** Of these numbers; NaN are passed over. */
    public static RobustZ of(double[] values) {
        double[] sorted = Ascending.known(values);
        if (sorted.length == 0) {
            return new RobustZ(Double.NaN, 0, 0);
        }
        double median = Quantiles.of(sorted, 0.5);
        double below = (median - Quantiles.of(sorted, 0.1)) / Q90;
        double above = (Quantiles.of(sorted, 0.9) - median) / Q90;
        // a side without spread borrows a little of the other's
        return new RobustZ(median, Math.max(below, above / 4), Math.max(above, below / 4));
    }

    /** Negative below the median; 0 where nothing is spread, or the value is NaN. */
    public double of(double value) {
        double deviation = value < median ? below : above;
        return deviation > 0 && !Double.isNaN(value) ? (value - median) / deviation : 0;
    }
}
