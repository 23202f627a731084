package io.souschef.statistics.agreement;

import io.souschef.statistics.Interval;
import java.util.Arrays;
import java.util.Optional;

/**
 * Agreement of two people beyond what they would have by chance, each with his own habits.
 *
 * @see <a href="https://doi.org/10.1177/001316446002000104">Cohen 1960</a>
 */
public final class CohenKappa {
    private CohenKappa() {}

    /** Of two annotators, over the examples that both have labelled; empty where there are none, or only one label was ever given. */
    public static Optional<Interval> of(Ratings ratings, int first, int second) {
        int classes = ratings.classes();
        int[] cells = new int[ratings.size()];
        int shared = 0;
        for (int e = 0; e < ratings.size(); e++) {
            int one = label(ratings, e, first);
            int other = label(ratings, e, second);
            if (one >= 0 && other >= 0) {
                cells[shared++] = one * classes + other;
            }
        }
        if (shared == 0) {
            return Optional.empty();
        }
        int[][] pairs = new int[classes * classes][];
        for (int cell = 0; cell < pairs.length; cell++) {
            pairs[cell] = new int[] {cell / classes, cell % classes};
        }
        Kinds kinds = new Kinds(pairs, Arrays.copyOf(cells, shared), classes);
        return Double.isNaN(kappa(kinds.counts(), classes))
                ? Optional.empty()
                : Optional.of(kinds.interval(counts -> kappa(counts, classes)));
    }

    private static int label(Ratings ratings, int example, int person) {
        int[] people = ratings.people()[example];
        for (int i = 0; i < people.length; i++) {
            if (people[i] == person) {
                return ratings.labels()[example][i];
            }
        }
        return -1;
    }

    private static double kappa(long[] cells, int classes) {
        double[] rows = new double[classes];
        double[] columns = new double[classes];
        double same = 0;
        double all = 0;
        for (int cell = 0; cell < cells.length; cell++) {
            rows[cell / classes] += cells[cell];
            columns[cell % classes] += cells[cell];
            same += cell / classes == cell % classes ? cells[cell] : 0;
            all += cells[cell];
        }
        double expected = 0;
        for (int k = 0; k < classes; k++) {
            expected += rows[k] / all * (columns[k] / all);
        }
        return expected < 1 ? (same / all - expected) / (1 - expected) : Double.NaN;
    }
}
