package io.souschef.check.data;

import java.util.Arrays;

/**
 * The middle eight tenths of the numbers of each group, which a few odd examples don't move: what is looked for among the usual, say.
 *
 * @param middle the median
 * @param width from the first tenth to the last; 0 where most numbers are one
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
record Range(double[] middle, double[] width) {
    private static final int EXAMPLES = 400;

    static Range of(Pass pass, int[] groups) {
        float[][] rows = pass.rows();
        int size = Arrays.stream(groups).max().orElse(-1) + 1;
        int step = Math.max(1, rows.length / EXAMPLES);
        int[] of = new int[size];
        for (int group : groups) {
            of[group]++;
        }
        double[][] numbers = new double[size][];
        int taken = (rows.length + step - 1) / step;
        for (int g = 0; g < size; g++) {
            numbers[g] = new double[of[g] * taken];
        }
        int[] at = new int[size];
        for (int i = 0; i < rows.length; i += step) {
            for (int j = 0; j < groups.length; j++) {
                numbers[groups[j]][at[groups[j]]++] = rows[i][j];
            }
        }
        double[] middle = new double[size];
        double[] width = new double[size];
        for (int g = 0; g < size; g++) {
            Arrays.sort(numbers[g]);
            int n = numbers[g].length;
            middle[g] = n == 0 ? 0 : numbers[g][n / 2];
            width[g] = n == 0 ? 0 : numbers[g][9 * n / 10] - numbers[g][n / 10];
        }
        return new Range(middle, width);
    }
}
