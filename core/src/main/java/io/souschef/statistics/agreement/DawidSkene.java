package io.souschef.statistics.agreement;

import java.util.Arrays;

/**
 * Which class each example probably is, and how often each person is wrong, found together: who agrees with the likely class counts for
 * more, and what such people say becomes likelier. Expectation and maximisation, begun at the votes.
 *
 * @param posterior per example, the probability of each class
 * @param confusion per person and true class, the share of each label that he gives
 * @see <a href="https://doi.org/10.2307/2346806">Dawid and Skene 1979</a>
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
public record DawidSkene(double[][] posterior, double[][][] confusion) {
    private static final int ROUNDS = 100;

    /** Where no example's class moves by more, it is settled. */
    private static final double SETTLED = 1e-5;

    /** Labels that everybody is taken to have given already, spread evenly over his row, so that none is impossible. */
    private static final double PRIOR = 0.5;

    public static DawidSkene of(Ratings ratings) {
        int k = ratings.classes();
        double[][] posterior = new double[ratings.size()][k];
        for (int e = 0; e < posterior.length; e++) {
            int[] votes = ratings.votes(e);
            double all = Math.max(1, ratings.labels()[e].length);
            for (int c = 0; c < k; c++) {
                posterior[e][c] = ratings.labels()[e].length == 0 ? 1.0 / k : votes[c] / all;
            }
        }
        double[][][] confusion = new double[0][][];
        double moved = 1;
        for (int round = 0; round < ROUNDS && moved > SETTLED; round++) {
            confusion = confusion(ratings, posterior);
            moved = update(ratings, confusion, shares(posterior, k), posterior);
        }
        return new DawidSkene(posterior, confusion);
    }

    private static double[][][] confusion(Ratings ratings, double[][] posterior) {
        int k = ratings.classes();
        double[][][] confusion = new double[ratings.annotators()][k][k];
        for (int e = 0; e < posterior.length; e++) {
            for (int i = 0; i < ratings.labels()[e].length; i++) {
                double[][] his = confusion[ratings.people()[e][i]];
                for (int c = 0; c < k; c++) {
                    his[c][ratings.labels()[e][i]] += posterior[e][c];
                }
            }
        }
        for (double[][] his : confusion) {
            for (double[] row : his) {
                double sum = Arrays.stream(row).sum() + PRIOR;
                for (int c = 0; c < k; c++) {
                    row[c] = (row[c] + PRIOR / k) / sum;
                }
            }
        }
        return confusion;
    }

    private static double[] shares(double[][] posterior, int k) {
        double[] shares = new double[k];
        for (double[] each : posterior) {
            for (int c = 0; c < k; c++) {
                shares[c] += each[c] / posterior.length;
            }
        }
        return shares;
    }

    /** Returns by how much the probability of a class has moved at most. */
    private static double update(Ratings ratings, double[][][] confusion, double[] shares, double[][] posterior) {
        double moved = 0;
        int k = shares.length;
        double[] logs = new double[k];
        for (int e = 0; e < posterior.length; e++) {
            for (int c = 0; c < k; c++) {
                logs[c] = Math.log(Math.max(1e-300, shares[c]));
                for (int i = 0; i < ratings.labels()[e].length; i++) {
                    logs[c] += Math.log(confusion[ratings.people()[e][i]][c][ratings.labels()[e][i]]);
                }
            }
            double most = Arrays.stream(logs).max().orElse(0);
            double sum = 0;
            for (int c = 0; c < k; c++) {
                logs[c] = Math.exp(logs[c] - most);
                sum += logs[c];
            }
            for (int c = 0; c < k; c++) {
                moved = Math.max(moved, Math.abs(posterior[e][c] - logs[c] / sum));
                posterior[e][c] = logs[c] / sum;
            }
        }
        return moved;
    }

    /** The likeliest class of an example, the first of equals. */
    public int label(int example) {
        int best = 0;
        for (int c = 1; c < posterior[example].length; c++) {
            best = posterior[example][c] > posterior[example][best] ? c : best;
        }
        return best;
    }

    /** How often each person's labels are wrong: the mean probability of another class; NaN for one who gave none. */
    public double[] errors(Ratings ratings) {
        double[] wrong = new double[ratings.annotators()];
        int[] given = new int[ratings.annotators()];
        for (int e = 0; e < posterior.length; e++) {
            for (int i = 0; i < ratings.labels()[e].length; i++) {
                int person = ratings.people()[e][i];
                wrong[person] += 1 - posterior[e][ratings.labels()[e][i]];
                given[person]++;
            }
        }
        for (int person = 0; person < wrong.length; person++) {
            wrong[person] = given[person] == 0 ? Double.NaN : wrong[person] / given[person];
        }
        return wrong;
    }
}
