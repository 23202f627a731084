package io.souschef.check.loop;

import java.util.Arrays;

/** y = intercept + slope · x. */
record StraightLine(double intercept, double slope) {
    /** The one nearest to these points by least squares; level where all have one x. */
    static StraightLine through(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElse(0);
        double meanY = Arrays.stream(y).average().orElse(0);
        double xy = 0;
        double xx = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
        }
        double slope = xx == 0 ? 0 : xy / xx;
        return new StraightLine(meanY - slope * meanX, slope);
    }

    double at(double x) {
        return intercept + slope * x;
    }
}
