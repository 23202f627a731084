package io.souschef.check.data;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Evaluation examples that have a near copy in training: one of its examples is far closer than the others next to it are. How
 * seldom that happens by chance follows from how many dimensions the examples seem to fill: within a distance t times that of
 * the k-th neighbour lies one with a chance of k · t to the power of these dimensions. Examples whose
 * neighbours fill far fewer than those of others are near each other without being copies.
 *
 * @see <a href="https://papers.nips.cc/paper/2577">Levina and Bickel 2004, equation 8</a>
 */
record NearCopies() implements Probe<NearCopies.View> {
    /** Of the distance to the neighbour whose rank is here: a copy is closer. */
    private static final double CLOSE = 0.2;

    /**
     * Of the dimensions that all fill, those that the neighbours of one fill at least, to be as others are. Recordings of silence that differ
     * in their level alone fill one. Of its six distances one in 50 with a copy seems to fill less by chance.
     */
    private static final double THIN = 0.5;

    /** Different values of a number, as a share of the examples, from where on it is each one's own. */
    private static final double OWN = 0.5;

    private static final int RANK = 10, FROM = 4;

    /** Examples of either split, and numbers of each, that are compared. */
    private static final int EVALUATED = 200, TRAINED = 3000;

    private static final double WORK = 3e8;

    private static final int LEAST = 40;

    /**
     * What was found.
     *
     * @param copies evaluation examples that have a near copy, exact ones left out, and those whose neighbours lie in far fewer dimensions
     *     than others do
     * @param of how many were compared
     * @param chance how many that would be by chance
     * @param dimensions that the examples seem to fill
     */
    record View(int copies, int of, double chance, double dimensions) {
        double share() {
            return (double) copies / of;
        }
    }

    @Override
    public View measure(Subject subject) {
        Streams streams = subject.measured(new Reading());
        if (!streams.first().ofRealNumbers()) {
            throw new CouldNotJudge("it needs inputs of real numbers");
        }
        float[][] training = streams.first().rows();
        float[][] evaluation = streams.evaluation().rows();
        if (training.length < LEAST || evaluation.length < LEAST || training[0].length != evaluation[0].length) {
            throw new CouldNotJudge("it needs %d examples of one size in either split", LEAST);
        }
        int n = Math.min(training.length, TRAINED);
        int m = (int) Math.min(Math.min(evaluation.length, EVALUATED), WORK / ((double) n * training[0].length));
        double[] scale = scale(training);
        if (!streams.first().ofImages()) {
            leaveOutShared(training, scale);
        }
        double[][] nearest = new double[m][];
        for (int i = 0; i < m; i++) {
            nearest[i] = nearest(evaluation[(int) ((long) i * evaluation.length / m)], training, n, scale);
        }
        double dimensions = dimensions(nearest);
        int copies = (int) Arrays.stream(nearest)
                .filter(d -> d[0] > 0 && d[0] < CLOSE * d[RANK - 1])
                .filter(d -> dimensions(d) > THIN * dimensions)
                .count();
        return new View(copies, m, m * RANK * Math.pow(CLOSE, dimensions), dimensions);
    }

    /** One over the deviation of each number; zero where it never changes. */
    private static double[] scale(float[][] rows) {
        double[] scale = new double[rows[0].length];
        for (int j = 0; j < scale.length; j++) {
            int column = j;
            double mean = Arrays.stream(rows)
                    .mapToDouble(row -> row[column])
                    .average()
                    .orElse(0);
            double variance = Arrays.stream(rows)
                    .mapToDouble(row -> (row[column] - mean) * (row[column] - mean))
                    .average()
                    .orElse(0);
            scale[j] = variance > 0 ? 1 / Math.sqrt(variance) : 0;
        }
        return scale;
    }

    /**
     * Where some numbers are an example's own, only those count. Others are shared: of the same shop, the same day, a rare category that is
     * written as zeros and a one; who shares them is near without being a copy.
     */
    private static void leaveOutShared(float[][] rows, double[] scale) {
        boolean[] own = new boolean[scale.length];
        boolean any = false;
        for (int j = 0; j < scale.length; j++) {
            int column = j;
            own[j] = Arrays.stream(rows).map(row -> row[column]).distinct().count() > OWN * rows.length;
            any |= own[j];
        }
        for (int j = 0; j < scale.length && any; j++) {
            scale[j] = own[j] ? scale[j] : 0;
        }
    }

    /** The distances to the nearest of training, in order. */
    private static double[] nearest(float[] one, float[][] training, int n, double[] scale) {
        return DoubleStream.iterate(0, i -> i + 1)
                .limit(n)
                .map(i -> distance(one, training[(int) i], scale))
                .sorted()
                .limit(RANK)
                .map(Math::sqrt)
                .toArray();
    }

    private static double distance(float[] a, float[] b, double[] scale) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            double off = (a[j] - b[j]) * scale[j];
            sum += off * off;
        }
        return sum;
    }

    /** By the neighbours from the fourth on: a copy or two don't tell. */
    private static double dimensions(double[]... nearest) {
        double sum = 0;
        int counted = 0;
        for (double[] d : nearest) {
            for (int k = FROM - 1; k < RANK - 1; k++) {
                if (d[k] > 0) {
                    sum += Math.log(d[RANK - 1] / d[k]);
                    counted++;
                }
            }
        }
        // the mean of log(T_k / T_j) over j from FROM to k − 1 is, per dimension, that of −log of uniform numbers above
        // FROM / k
        return counted == 0 || sum == 0 ? 0 : expected() * counted / sum;
    }

    private static double expected() {
        double sum = 0;
        for (int j = FROM; j < RANK; j++) {
            for (int i = j; i < RANK; i++) {
                sum += 1.0 / i; // E log(T_k / T_j) · m = 1/j + … + 1/(k − 1): spacings of exponentials
            }
        }
        return sum / (RANK - FROM);
    }
}
