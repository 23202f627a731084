package io.souschef.statistics;

import java.util.List;

/**
 * How far equal trainings differ by chance: the variance within several groups of measurements, pooled, for a group of two or three alone
 * hardly says.
 *
 * @param variance of one measurement
 * @param freedom degrees of freedom: one less than there are measurements, for each group
 */
public record Spread(double variance, int freedom) {
    /** From groups of any size; those of one measurement say nothing. */
    public static Spread within(List<double[]> groups) {
        double squares = 0;
        int freedom = 0;
        for (double[] group : groups) {
            double mean = 0;
            for (double value : group) mean += value / group.length;
            for (double value : group) squares += (value - mean) * (value - mean);
            freedom += group.length - 1;
        }
        return new Spread(freedom == 0 ? 0 : squares / freedom, freedom);
    }
}
