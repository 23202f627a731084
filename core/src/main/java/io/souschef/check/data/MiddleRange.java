package io.souschef.check.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The middle eight tenths of the numbers of each group, which a few odd examples don't move: what is looked for among the usual, say. Numbers that
 * are not finite are left out.
 *
 * @param middle the median
 * @param width from the first tenth to the last; 0 where most numbers are one
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
record MiddleRange(double[] middle, double[] width) {
    private static final int EXAMPLES = 400;

    static MiddleRange of(Pass pass, int[] groups) {
        List<DoubleStream.Builder> numbers = new ArrayList<>();
        for (int g = 0; g <= Arrays.stream(groups).max().orElse(-1); g++) {
            numbers.add(DoubleStream.builder());
        }
        for (float[] row : few(pass.rows())) {
            for (int j = 0; j < groups.length; j++) {
                if (Float.isFinite(row[j])) {
                    numbers.get(groups[j]).add(row[j]);
                }
            }
        }
        double[] middle = new double[numbers.size()];
        double[] width = new double[numbers.size()];
        for (int g = 0; g < middle.length; g++) {
            double[] sorted = numbers.get(g).build().sorted().toArray();
            int n = sorted.length;
            middle[g] = n == 0 ? 0 : sorted[n / 2];
            width[g] = n == 0 ? 0 : sorted[9 * n / 10] - sorted[n / 10];
        }
        return new MiddleRange(middle, width);
    }

    /** From the first to the last, at equal distances. */
    private static List<float[]> few(float[][] rows) {
        return IntStream.range(0, Math.min(EXAMPLES, rows.length))
                .mapToObj(i -> rows[(int) ((long) i * rows.length / Math.min(EXAMPLES, rows.length))])
                .toList();
    }
}
