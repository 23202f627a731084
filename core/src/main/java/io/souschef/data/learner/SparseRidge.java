package io.souschef.data.learner;

import java.util.Arrays;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * Classes by ridge regression, as {@link Ridge}, on rows that are nearly all zero and as wide as one likes. Solved for the examples, not
 * for the columns, by conjugate gradients: (XXᵀ + λI) a = y, and the weights are Xᵀa. Every fold and every class is a task of its own, so
 * that the result is the same on any number of cores.
 *
 * @see <a href="https://web.stanford.edu/~hastie/ElemStatLearn/">Hastie, Tibshirani and Friedman 2009, 3.4.1 and 12.3.7</a>
 */
public final class SparseRidge {
    /** λ, where every row has the length 1. */
    private static final double PENALTY = 1;

    /** Steps of the conjugate gradients at most, and how small the rest of the equation is to become. */
    private static final int STEPS = 30;

    private static final double TOLERANCE = 0.01;

    private final SparseRows rows;
    private final float[][] leftOut;
    private final double[] shares;
    private final float[][] weights;

    private SparseRidge(SparseRows rows, float[][] leftOut, int questions) {
        this.rows = rows;
        this.leftOut = leftOut;
        this.shares = new double[questions];
        this.weights = new float[questions][];
    }

    /** Multiply-adds that it takes, about, where rows have {@code parts} numbers in all. */
    public static double work(double parts, int classes, int folds) {
        return 2.0 * STEPS * parts * folds * asked(classes);
    }

    /** Two classes are one question. */
    private static int asked(int classes) {
        return classes == 2 ? 1 : classes;
    }

    /** Bytes that the learner keeps. */
    public static double bytes(int classes) {
        return (double) asked(classes) * SparseRows.width() * Float.BYTES;
    }

    /**
     * What the learner says of every example, fitted without the fold that it is in: [n, classes], higher is likelier.
     *
     * @param labels by row
     */
    public static float[][] leftOut(SparseRows rows, int[] labels, int classes, Folds folds, Ridge.Progress progress) {
        return fit(rows, labels, classes, folds, progress).leftOut;
    }

    /**
     * Fitted once without each fold; what was fitted without the first is kept for examples besides.
     *
     * @param labels by row
     */
    public static SparseRidge fit(SparseRows rows, int[] labels, int classes, Folds folds, Ridge.Progress progress) {
        float[][] said = new float[rows.count()][classes];
        int questions = asked(classes);
        int tasks = folds.count() * questions;
        double[] done = {0};
        DoubleConsumer tell = more -> {
            synchronized (done) {
                done[0] += more;
                progress.at(Math.min(1, done[0] / tasks));
            }
        };
        SparseRidge fitted = new SparseRidge(rows, said, questions);
        IntStream.range(0, tasks).parallel().forEach(task -> {
            int fold = task / questions;
            int k = task % questions;
            int[] known = members(folds, fold, false);
            double share = IntStream.of(known).filter(i -> labels[i] == k).count() / (double) Math.max(1, known.length);
            double[] targets = Arrays.stream(known)
                    .mapToDouble(i -> (labels[i] == k ? 1 : 0) - share)
                    .toArray();
            float[] weights = solve(rows, known, targets, tell);
            for (int i : members(folds, fold, true)) {
                answer(said[i], k, share + rows.dot(i, weights));
            }
            if (fold == 0) {
                fitted.shares[k] = share;
                fitted.weights[k] = weights;
            }
        });
        return fitted;
    }

    /** What it says of the examples that it was fitted on, each without the fold that it is in: [n, classes]. */
    public float[][] leftOut() {
        return leftOut;
    }

    /** What it says of another example: [classes]. */
    public float[] of(long[] parts) {
        SparseRows other = rows.other(parts);
        float[] said = new float[leftOut[0].length];
        for (int k = 0; k < weights.length; k++) {
            answer(said, k, shares[k] + other.dot(0, weights[k]));
        }
        return said;
    }

    /** Of two classes the one is what the other is not. */
    private static void answer(float[] said, int k, double score) {
        said[k] = (float) score;
        if (asked(said.length) < said.length) {
            said[1 - k] = 1 - said[k];
        }
    }

    private static int[] members(Folds folds, int fold, boolean of) {
        return IntStream.range(0, folds.of().length)
                .filter(i -> folds.of()[i] == fold == of)
                .toArray();
    }

    private static float[] solve(SparseRows rows, int[] known, double[] targets, DoubleConsumer tell) {
        int n = known.length;
        double[] a = new double[n];
        double[] rest = targets.clone();
        double[] direction = targets.clone();
        double[] image = new double[n];
        float[] sums = new float[SparseRows.width()];
        double square = dot(rest, rest);
        double begun = square;
        double enough = TOLERANCE * TOLERANCE * square;
        double told = 0;
        for (int step = 0; step < STEPS && square > enough; step++) {
            times(rows, known, direction, sums, image);
            double length = square / dot(direction, image);
            for (int i = 0; i < n; i++) {
                a[i] += length * direction[i];
                rest[i] -= length * image[i];
            }
            double next = dot(rest, rest);
            for (int i = 0; i < n; i++) {
                direction[i] = rest[i] + next / square * direction[i];
            }
            square = next;
            // the rest shrinks by about the same factor in each step
            double share = Math.max((step + 1.0) / STEPS, Math.log(square / begun) / (2 * Math.log(TOLERANCE)));
            if (share > told && share < 1) {
                tell.accept(share - told);
                told = share;
            }
        }
        tell.accept(1 - told);
        Arrays.fill(sums, 0);
        for (int i = 0; i < n; i++) {
            rows.add(known[i], a[i], sums);
        }
        return sums;
    }

    /** (XXᵀ + λI) v. */
    private static void times(SparseRows rows, int[] known, double[] v, float[] sums, double[] result) {
        Arrays.fill(sums, 0);
        for (int i = 0; i < v.length; i++) {
            rows.add(known[i], v[i], sums);
        }
        for (int i = 0; i < v.length; i++) {
            result[i] = rows.dot(known[i], sums) + PENALTY * v[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
