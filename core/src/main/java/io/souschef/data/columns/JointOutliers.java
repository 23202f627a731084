package io.souschef.data.columns;

import io.souschef.data.table.Column;
import io.souschef.data.table.NumberColumn;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows in which a number is not what the others of the row say, as in a person of 1.90 m and 40 kg, where neither is rare. Numbers are taken
 * by their ranks, as normal scores, so that no single one can be far out; each is compared with what a linear regression on all others
 * makes of it, in standard deviations of that difference.
 *
 * @param id of the row
 * @param score standard deviations
 * @param column the place of the column that is furthest from what the others say
 * @param saysMore whether the others say more than it is
 */
public record JointOutliers(int id, double score, int column, boolean saysMore) {
    /** A column of fewer values, or half of whose rows are equal, is a category or a count: its rare values are rare, not out of place. */
    private static final int DISTINCT = 10;

    private static final double EQUAL = 0.5;

    /** Added to the variances: columns that say the same are not told apart by their last digits. */
    private static final double RIDGE = 0.01;

    /**
     * The furthest first, each row once; none where fewer than two columns can be compared.
     *
     * @param ids rows to be looked at
     */
    public static List<JointOutliers> of(List<Column> columns, int... ids) {
        int[] places = IntStream.range(0, columns.size())
                .parallel()
                .filter(c -> isMeasured(columns.get(c), ids))
                .toArray();
        if (places.length < 2) {
            return List.of();
        }
        double[][] scores = Arrays.stream(places)
                .parallel()
                .mapToObj(c -> Scores.normal(Scores.plain(columns.get(c), ids)))
                .toArray(double[][]::new);
        double[][] precision = Inverse.of(covariance(scores));
        double[][] left = new double[places.length][];
        IntStream.range(0, places.length).parallel().forEach(c -> left[c] = left(scores, precision[c], c));
        return IntStream.range(0, ids.length)
                .mapToObj(i -> furthest(left, places, i, ids[i]))
                .sorted(Comparator.comparingDouble((JointOutliers row) -> -row.score)
                        .thenComparingInt(JointOutliers::id))
                .toList();
    }

    private static boolean isMeasured(Column column, int[] ids) {
        if (!(column instanceof NumberColumn)) {
            return false;
        }
        Atoms atoms = Atoms.of(Scores.plain(column, ids));
        return atoms.distinct() >= DISTINCT && atoms.largestCount() <= EQUAL * atoms.rows();
    }

    private static JointOutliers furthest(double[][] left, int[] places, int i, int id) {
        int most = 0;
        for (int c = 1; c < left.length; c++) {
            most = Math.abs(left[c][i]) > Math.abs(left[most][i]) ? c : most;
        }
        return new JointOutliers(id, Math.abs(left[most][i]), places[most], left[most][i] < 0);
    }

    private static double[][] covariance(double[][] scores) {
        int width = scores.length;
        double[][] covariance = new double[width][width];
        IntStream.range(0, width).parallel().forEach(a -> {
            for (int b = 0; b < width; b++) {
                double sum = 0;
                for (int i = 0; i < scores[a].length; i++) {
                    sum += scores[a][i] * scores[b][i];
                }
                covariance[a][b] = sum / scores[a].length;
            }
            covariance[a][a] += RIDGE;
        });
        return covariance;
    }

    /** By row, what is left of a column when the others have had their say, in its standard deviations; 0 where it is missing. */
    private static double[] left(double[][] scores, double[] precision, int column) {
        double[] left = new double[scores[column].length];
        for (int c = 0; c < scores.length; c++) {
            for (int i = 0; i < left.length; i++) {
                left[i] += precision[c] * scores[c][i];
            }
        }
        double squares = 0;
        for (int i = 0; i < left.length; i++) {
            left[i] = scores[column][i] == 0 ? 0 : left[i];
            squares += left[i] * left[i];
        }
        double deviation = Math.sqrt(squares / left.length);
        for (int i = 0; i < left.length; i++) {
            left[i] = deviation > 0 ? left[i] / deviation : 0;
        }
        return left;
    }
}
