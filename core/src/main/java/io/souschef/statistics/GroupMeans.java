package io.souschef.statistics;

import java.util.Arrays;

/** The means of groups of numbers. */
public final class GroupMeans {
    private GroupMeans() {}

    /**
     * The differences from them: what being of a group does not explain.
     *
     * @param groups of each number its own, from 0 on
     */
    public static double[] without(double[] values, int[] groups) {
        int count = Arrays.stream(groups).max().orElse(0) + 1;
        double[] sums = new double[count];
        double[] sizes = new double[count];
        for (int i = 0; i < values.length; i++) {
            sums[groups[i]] += values[i];
            sizes[groups[i]]++;
        }
        double[] left = new double[values.length];
        Arrays.setAll(left, i -> values[i] - sums[groups[i]] / sizes[groups[i]]);
        return left;
    }
}
