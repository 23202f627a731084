package io.souschef.statistics;

/** Whether two nets differ in how often they are right, from the examples on which only one of them is. */
public final class McNemar {
    private McNemar() {}

    /**
     * The exact two-sided probability of a split at least as uneven as {@code first} to {@code second}, were both nets equally good.
     *
     * @see <a href="https://doi.org/10.1007/BF02295996">McNemar 1947</a>
     */
    public static double probability(int first, int second) {
        int count = first + second;
        int fewer = Math.min(first, second);
        double logTerm = -count * Math.log(2); // of k = 0; then times (count - k) / (k + 1)
        double sum = 0;
        for (int k = 0; k <= fewer; k++) {
            sum += Math.exp(logTerm);
            logTerm += Math.log((double) (count - k) / (k + 1));
        }
        return Math.min(1, 2 * sum);
    }

    /**
     * The difference of the two shares of right answers, with an interval.
     *
     * @param gained how often only the changed net is right
     * @param lost how often only the control is right
     * @see <a href="https://doi.org/10.1002/sim.3810">Bonett and Price 2012, equation 9: the adjusted Wald interval</a>
     */
    public static Interval difference(int gained, int lost, int count) {
        double up = (gained + 1.0) / (count + 2);
        double down = (lost + 1.0) / (count + 2);
        double half = Interval.Z * Math.sqrt((up + down - (up - down) * (up - down)) / (count + 2));
        double measured = (double) (gained - lost) / count;
        double low = Math.max(-1, up - down - half);
        double high = Math.min(1, up - down + half);
        return new Interval(measured, Math.min(low, measured), Math.max(high, measured));
    }
}
