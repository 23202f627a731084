package io.souschef.statistics;

/** Whether two samples of numbers come from one distribution: the largest distance between their empirical distribution functions. */
public final class KolmogorovSmirnov {
    private KolmogorovSmirnov() {}

    /**
     * The largest distance, 0 … 1. Equal numbers are passed together, so that ties do no harm.
     *
     * @param first ascending, at least one
     * @param second ascending, at least one
     */
    public static double distance(double[] first, double[] second) {
        double most = 0;
        int i = 0;
        int j = 0;
        while (i < first.length && j < second.length) {
            double at = Math.min(first[i], second[j]);
            while (i < first.length && first[i] <= at) {
                i++;
            }
            while (j < second.length && second[j] <= at) {
                j++;
            }
            most = Math.max(most, Math.abs((double) i / first.length - (double) j / second.length));
        }
        return most;
    }

    /**
     * The probability of a distance at least as large between samples of one distribution, from Kolmogorov's limit; with ties it is
     * less.
     *
     * @see <a href="https://doi.org/10.1111/j.2517-6161.1970.tb00821.x">Stephens 1970, for the correction of small samples</a>
     */
    public static double probability(double distance, int first, int second) {
        double root = Math.sqrt((double) first * second / ((double) first + second));
        double scaled = (root + 0.12 + 0.11 / root) * distance;
        if (scaled < 0.2) {
            return 1; // the sum below converges too slowly there
        }
        double sum = 0;
        for (int k = 1; k <= 100; k++) {
            double term = 2 * Math.exp(-2.0 * k * k * scaled * scaled);
            sum += k % 2 == 1 ? term : -term;
            if (term < 1e-17) {
                break;
            }
        }
        return Math.max(0, Math.min(1, sum));
    }
}
