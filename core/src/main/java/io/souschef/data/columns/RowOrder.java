package io.souschef.data.columns;

import io.souschef.tensor.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether the order of rows says something about a column: the correlation of each row with the next. In a random order it is 0 but for
 * chance; how large chance makes the largest of all columns is found by pairing rows at random, again and again, the same way in all
 * columns (a permutation test in the manner of Westfall and Young).
 *
 * @param correlation of neighbours, by column, −1 … 1
 * @param probability by column, that the largest of all would be as large in a random order
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
public record RowOrder(double[] correlation, double[] probability) {
    private static final int PERMUTATIONS = 199;

    /** Rows that have a next one: at most so many, drawn at random, ascending. */
    public static int[] places(int rows, int most, long seed) {
        return IntStream.of(RandomStream.of(seed, "neighbours").permutation(Math.max(0, rows - 1)))
                .limit(most)
                .sorted()
                .toArray();
    }

    /**
     * @param rows by column, values of the rows that were drawn, and behind them, as many, those of the rows next to them; NaN where a
     *     cell is missing, which counts as the mean
     */
    public static RowOrder of(List<double[]> rows, long seed) {
        int count = rows.isEmpty() ? 0 : rows.get(0).length / 2;
        float[][] here = new float[rows.size()][];
        float[][] next = new float[rows.size()][];
        double[] correlation = new double[rows.size()];
        for (int c = 0; c < rows.size(); c++) {
            here[c] = standard(Arrays.copyOf(rows.get(c), count));
            next[c] = standard(Arrays.copyOfRange(rows.get(c), count, 2 * count));
            correlation[c] = product(here[c], next[c]);
        }
        RandomStream random = RandomStream.of(seed, "order");
        double[] luck = IntStream.range(0, PERMUTATIONS)
                .parallel()
                .mapToDouble(p -> largest(here, next, random.at(p).permutation(count)))
                .toArray();
        double[] probability = Arrays.stream(correlation)
                .map(r ->
                        (1.0 + Arrays.stream(luck).filter(l -> l >= Math.abs(r)).count()) / (PERMUTATIONS + 1))
                .toArray();
        return new RowOrder(correlation, probability);
    }

    private static double largest(float[][] here, float[][] next, int[] order) {
        double largest = 0;
        float[] shuffled = new float[order.length];
        for (int c = 0; c < here.length; c++) {
            for (int i = 0; i < order.length; i++) {
                shuffled[i] = next[c][order[i]];
            }
            largest = Math.max(largest, Math.abs(product(here[c], shuffled)));
        }
        return largest;
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    /** Of mean 0 and sum of squares 1; all 0 where they don't differ. */
    private static float[] standard(double[] values) {
        double mean =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(0);
        double norm = Math.sqrt(Arrays.stream(values)
                .map(v -> Double.isNaN(v) ? 0 : (v - mean) * (v - mean))
                .sum());
        float[] standard = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            standard[i] = norm > 0 && !Double.isNaN(values[i]) ? (float) ((values[i] - mean) / norm) : 0;
        }
        return standard;
    }
}
