package io.souschef.data.slice;

import io.souschef.data.table.CategoryColumn;
import io.souschef.data.table.Column;
import io.souschef.data.table.NumberColumn;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * One condition on one column: {@code brightness > 0.8}, {@code town is Ulm}.
 *
 * @param column what it is about
 * @param rows those for which it holds
 */
record Literal(String column, String text, BitSet rows) {
    /** Of a column of numbers with no more different values than this, each value is a condition. */
    private static final int FEW = 12;

    /** Levels of a category, the most frequent first, that are looked at. */
    private static final int LEVELS = 40;

    /** Where a column is cut: its lowest and highest tenth and quarter, its halves, and the fifths in between. */
    private static final double[][] PARTS = {
        {0, 0.1}, {0, 0.25}, {0, 0.5}, {0.5, 1}, {0.75, 1}, {0.9, 1}, {0.2, 0.4}, {0.4, 0.6}, {0.6, 0.8}
    };

    private static final MathContext DIGITS = new MathContext(4);

    /**
     * All conditions on a column. Where it is cut, is decided by some of its rows; the conditions hold for all of them.
     *
     * @param by the rows that decide
     */
    static List<Literal> of(Column column, int[] by) {
        List<Literal> literals = new ArrayList<>();
        if (column instanceof NumberColumn numbers) {
            double[] sorted = Arrays.stream(by)
                    .mapToDouble(row -> numbers.values()[row])
                    .filter(v -> !Double.isNaN(v))
                    .sorted()
                    .toArray();
            if (Arrays.stream(sorted).distinct().limit(FEW + 1).count() <= FEW) {
                Arrays.stream(sorted)
                        .distinct()
                        .forEach(v -> literals.add(
                                holds(column, column.name() + " = " + text(v), row -> numbers.values()[row] == v)));
            } else {
                Arrays.stream(PARTS).forEach(part -> literals.add(between(numbers, sorted, part)));
            }
        } else if (column instanceof CategoryColumn words) {
            TreeMap<Integer, Integer> counts = new TreeMap<>();
            Arrays.stream(by)
                    .map(row -> words.codes()[row])
                    .filter(code -> code >= 0)
                    .forEach(code -> counts.merge(code, 1, Integer::sum));
            counts.entrySet().stream()
                    .sorted((a, b) -> Integer.compare(b.getValue(), a.getValue()))
                    .limit(LEVELS)
                    .forEach(level -> literals.add(holds(
                            column,
                            column.name() + " is " + words.levels().get(level.getKey()),
                            row -> words.codes()[row] == level.getKey())));
        }
        literals.add(holds(column, column.name() + " is missing", column::isMissing));
        return literals;
    }

    private static Literal between(NumberColumn column, double[] sorted, double[] part) {
        double low = quantile(sorted, part[0]);
        double high = quantile(sorted, part[1]);
        String name = column.name();
        String text = part[0] == 0
                ? name + " ≤ " + text(high)
                : part[1] == 1 ? name + " > " + text(low) : text(low) + " < " + name + " ≤ " + text(high);
        return holds(column, text, row -> {
            double v = column.values()[row];
            return (part[0] == 0 || v > low) && (part[1] == 1 || v <= high) && !Double.isNaN(v);
        });
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    private static Literal holds(Column column, String text, IntPredicate condition) {
        BitSet rows = new BitSet(column.size());
        for (int row = 0; row < column.size(); row++) {
            rows.set(row, condition.test(row));
        }
        return new Literal(column.name(), text, rows);
    }

    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
