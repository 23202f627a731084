package io.souschef.data.learner;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Examples as rows of which nearly all numbers are zero: how often each of its parts (words, pairs of words, runs of letters) is in a
 * text. A part's column is its hash, so no list of words is kept; a part that is in few texts counts more (tf–idf), and every row has the
 * length 1.
 *
 * @see <a href="https://arxiv.org/abs/0902.2206">Weinberger et al. 2009: feature hashing</a>
 */
public final class SparseRows {
    /** Columns, as a power of two: of a million different parts few share one of 262,144 that matter. */
    private static final int BITS = 18;

    private final int[][] columns;
    private final float[][] values;

    /** Examples that have something in each column. */
    private final int[] having;

    private SparseRows(int[][] columns, float[][] values, int[] having) {
        this.columns = columns;
        this.values = values;
        this.having = having;
    }

    /**
     * Counted on all cores.
     *
     * @param parts of each example, 0 … count − 1, with repetitions, as 64 well mixed bits each
     */
    public static SparseRows of(int count, IntFunction<long[]> parts) {
        int[][] columns = new int[count][];
        float[][] values = new float[count][];
        IntStream.range(0, count).parallel().forEach(i -> count(parts.apply(i), i, columns, values));
        int[] texts = new int[1 << BITS];
        for (int[] row : columns) {
            for (int column : row) {
                texts[column]++;
            }
        }
        IntStream.range(0, count).parallel().forEach(i -> weigh(columns[i], values[i], texts, count));
        return new SparseRows(columns, values, texts);
    }

    /** One more row, counted as these are; they don't change. */
    SparseRows other(long[] parts) {
        int[][] column = new int[1][];
        float[][] value = new float[1][];
        count(parts, 0, column, value);
        weigh(column[0], value[0], having, columns.length);
        return new SparseRows(column, value, having);
    }

    private static void count(long[] parts, int row, int[][] columns, float[][] values) {
        int[] sorted = new int[parts.length];
        for (int p = 0; p < sorted.length; p++) {
            sorted[p] = (int) (parts[p] >>> (Long.SIZE - BITS));
        }
        Arrays.sort(sorted);
        int[] mine = new int[sorted.length];
        float[] times = new float[sorted.length];
        int next = 0;
        for (int from = 0, to; from < sorted.length; from = to) {
            to = from;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            mine[next] = sorted[from];
            times[next++] = (float) (1 + Math.log(to - from));
        }
        columns[row] = Arrays.copyOf(mine, next);
        values[row] = Arrays.copyOf(times, next);
    }

    private static void weigh(int[] columns, float[] values, int[] texts, int count) {
        double squares = 0;
        for (int c = 0; c < columns.length; c++) {
            values[c] *= (float) (1 + Math.log((1.0 + count) / (1.0 + texts[columns[c]])));
            squares += (double) values[c] * values[c];
        }
        float scale = squares > 0 ? (float) (1 / Math.sqrt(squares)) : 0;
        for (int c = 0; c < values.length; c++) {
            values[c] *= scale;
        }
    }

    int count() {
        return columns.length;
    }

    static int width() {
        return 1 << BITS;
    }

    /** The row · {@code weights}. */
    double dot(int row, float[] weights) {
        int[] mine = columns[row];
        float[] times = values[row];
        double sum = 0;
        for (int c = 0; c < mine.length; c++) {
            sum += times[c] * weights[mine[c]];
        }
        return sum;
    }

    /** {@code sums} + {@code factor} · the row. */
    void add(int row, double factor, float[] sums) {
        int[] mine = columns[row];
        float[] times = values[row];
        float by = (float) factor;
        for (int c = 0; c < mine.length; c++) {
            sums[mine[c]] += by * times[c];
        }
    }
}
