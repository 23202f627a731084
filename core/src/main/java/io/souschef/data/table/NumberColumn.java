package io.souschef.data.table;

import java.util.Arrays;

/**
 * A column of numbers. The array is held, not copied, and is not to be written to.
 *
 * @param values one per row, finite, or NaN where it is missing
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
public record NumberColumn(String name, double[] values) implements Column {
    @Override
    public int size() {
        return values.length;
    }

    @Override
    public boolean isMissing(int row) {
        return Double.isNaN(values[row]);
    }

    @Override
    public String text(int row) {
        return isMissing(row) ? "" : plain(values[row]);
    }

    @Override
    public long bits(int row) {
        return Double.doubleToLongBits(values[row] + 0.0); // + 0.0 makes −0 and 0 the same
    }

    @Override
    public NumberColumn rows(int... rows) {
        return new NumberColumn(
                name, Arrays.stream(rows).mapToDouble(row -> values[row]).toArray());
    }

    @Override
    public String describe() {
        return "number" + (missing() > 0 ? ", %,d missing".formatted(missing()) : "");
    }

    /** The number of different values. */
    public int distinct() {
        double[] sorted = Arrays.stream(values)
                .filter(v -> !Double.isNaN(v))
                .map(v -> v + 0.0) // makes −0 and 0 the same
                .sorted()
                .toArray();
        int distinct = sorted.length > 0 ? 1 : 0;
        for (int i = 1; i < sorted.length; i++) {
            distinct += sorted[i] == sorted[i - 1] ? 0 : 1;
        }
        return distinct;
    }

    /** Whether all that is there is whole. */
    public boolean isWhole() {
        for (double v : values) {
            if (!Double.isNaN(v) && v != Math.rint(v)) {
                return false;
            }
        }
        return true;
    }

    /** 3 for 3.0, 2.5 for 2.5. */
    public static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
