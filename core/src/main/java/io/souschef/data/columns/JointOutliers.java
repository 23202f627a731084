package io.souschef.data.columns;

import io.souschef.data.CategoryColumn;
import io.souschef.data.Column;
import io.souschef.data.NumberColumn;
import io.souschef.tensor.RandomStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows that are unlike all others by several columns together, as a person of 1.90 m and 40 kg, where neither is rare. Numbers are taken by
 * their ranks, so that no single one can be far out; the score of a row is the mean distance to its nearest neighbours among rows drawn at
 * random.
 *
 * @param id of the row
 * @param score its distance, as multiples of the interquartile range above the upper quartile of all
 * @param columns places of those in which it differs most from its neighbours, the most first
 * @see <a href="https://arxiv.org/abs/2207.03061">Kuan and Mueller 2022: the distance to the nearest neighbours, against others</a>
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
public record JointOutliers(int id, double score, int[] columns) {
    private static final int NEIGHBOURS = 10, NAMED = 3;

    /** The squared distance of different words: on average 2, as that of numbers, but never more than this for a rare word. */
    private static final double WORDS = 4;

    /**
     * The furthest first.
     *
     * @param ids rows to be looked at
     * @param reference so many of them are what the others are compared with
     */
    public static List<JointOutliers> of(List<Column> columns, int[] ids, int reference, long seed) {
        float[][] scores = columns.parallelStream()
                .map(column -> column instanceof NumberColumn
                        ? Scores.ranked(Scores.plain(column, ids))
                        : codes((CategoryColumn) column, ids))
                .toArray(float[][]::new);
        double[] words = columns.stream()
                .mapToDouble(column -> column instanceof CategoryColumn category ? weight(category, ids) : 0)
                .toArray();
        int[] others = Arrays.stream(RandomStream.of(seed, "reference").permutation(ids.length))
                .limit(reference)
                .sorted()
                .toArray();
        int k = Math.min(NEIGHBOURS, others.length - 1);
        if (k < 1) {
            return List.of();
        }
        float[][] rows = transposed(scores, ids.length);
        double[] distances = new double[ids.length];
        int[][] far = new int[ids.length][];
        IntStream.range(0, ids.length).parallel().forEach(i -> {
            int[] nearest = nearest(rows, words, i, others, k);
            distances[i] = Arrays.stream(nearest)
                    .mapToDouble(other -> Math.sqrt(square(rows[i], rows[other], words)))
                    .average()
                    .orElse(0);
            far[i] = far(rows, words, i, nearest);
        });
        double[] sorted = Arrays.stream(distances).sorted().toArray();
        double upper = sorted[(int) (0.75 * (sorted.length - 1))];
        double range = Math.max(1e-12, upper - sorted[(int) (0.25 * (sorted.length - 1))]);
        return IntStream.range(0, ids.length)
                .mapToObj(i -> new JointOutliers(ids[i], (distances[i] - upper) / range, far[i]))
                .sorted(Comparator.comparingDouble((JointOutliers row) -> -row.score)
                        .thenComparingInt(JointOutliers::id))
                .toList();
    }

    private static float[][] transposed(float[][] columns, int count) {
        float[][] rows = new float[count][columns.length];
        for (int c = 0; c < columns.length; c++) {
            for (int i = 0; i < count; i++) {
                rows[i][c] = columns[c][i];
            }
        }
        return rows;
    }

    private static int[] nearest(float[][] rows, double[] words, int i, int[] others, int k) {
        double[] best = new double[k];
        int[] who = new int[k];
        int found = 0;
        for (int other : others) {
            if (other == i) {
                continue;
            }
            double d = square(rows[i], rows[other], words);
            if (found == k && d >= best[k - 1]) {
                continue;
            }
            int place = found < k ? found++ : k - 1;
            while (place > 0 && best[place - 1] > d) {
                best[place] = best[place - 1];
                who[place] = who[place - 1];
                place--;
            }
            best[place] = d;
            who[place] = other;
        }
        return Arrays.copyOf(who, found);
    }

    private static double square(float[] a, float[] b, double[] words) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            double d = a[c] - b[c];
            sum += words[c] == 0 ? d * d : d == 0 ? 0 : words[c];
        }
        return sum;
    }

    /** The columns that make most of the distance to the neighbours. */
    private static int[] far(float[][] rows, double[] words, int i, int[] nearest) {
        double[] parts = new double[words.length];
        for (int other : nearest) {
            for (int c = 0; c < parts.length; c++) {
                double d = rows[i][c] - rows[other][c];
                parts[c] += words[c] == 0 ? d * d : d == 0 ? 0 : words[c];
            }
        }
        return IntStream.range(0, parts.length)
                .boxed()
                .sorted(Comparator.comparingDouble(c -> -parts[c]))
                .limit(NAMED)
                .mapToInt(c -> c)
                .toArray();
    }

    private static float[] codes(CategoryColumn column, int[] ids) {
        float[] codes = new float[ids.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = column.codes()[ids[i]];
        }
        return codes;
    }

    private static double weight(CategoryColumn column, int[] ids) {
        double[] counts = new double[column.levels().size() + 1];
        Arrays.stream(ids).forEach(id -> counts[column.codes()[id] + 1]++);
        double equal = Arrays.stream(counts).map(count -> count * count).sum() / ids.length / ids.length;
        return Math.min(WORDS, 2 / Math.max(1e-9, 1 - equal));
    }
}
