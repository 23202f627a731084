package io.souschef.data.slice;

import java.util.Arrays;

/**
 * A part of the examples, found in one half of them and tried on the other.
 *
 * @param text one condition, or two joined by "and"
 * @param rows its examples in the half on which it was tried: places in what was searched
 * @param mean what they lose on average
 * @param expected what as many examples of the same kinds lose on average, in the same half
 * @param low what so many examples of the same kinds, drawn at random, lose at least on average in 95 of 100 cases
 * @param high what they lose at most
 * @param probability of so large a difference, were the part no worse than the rest; corrected for the number of parts that were tried
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
public record Slice(
        String text, int[] rows, double mean, double expected, double low, double high, double probability) {
    /** How many examples of it there are in the half on which it was tried. */
    public int size() {
        return rows.length;
    }

    /** The sum of some numbers over its examples. */
    public double sum(double[] numbers) {
        return Arrays.stream(rows).mapToDouble(row -> numbers[row]).sum();
    }
}
