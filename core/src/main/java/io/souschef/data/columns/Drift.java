package io.souschef.data.columns;

import io.souschef.data.table.CategoryColumn;
import io.souschef.data.table.Column;
import io.souschef.data.table.NumberColumn;
import io.souschef.statistics.ChiSquare;
import io.souschef.statistics.Holm;
import io.souschef.statistics.KolmogorovSmirnov;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far the rows of one split differ from those of another, column by column: the distance of Kolmogorov and Smirnov between numbers,
 * Cramér's V between words, and either between being there and missing.
 *
 * @param distance 0 … 1
 * @param probability that the largest of all columns' distances comes out as unlikely by chance (Holm)
 */
public record Drift(String column, double distance, double probability) {
    /** Words that are expected in fewer rows are counted together. */
    private static final int EXPECTED = 5;

    /** The most unlikely first. */
    public static List<Drift> between(int[] first, int[] second, List<Column> columns) {
        List<Drift> measured = columns.parallelStream()
                .flatMap(column -> measured(column, first, second).stream())
                .toList();
        double[] adjusted =
                Holm.adjusted(measured.stream().mapToDouble(Drift::probability).toArray());
        return IntStream.range(0, adjusted.length)
                .mapToObj(i -> new Drift(measured.get(i).column, measured.get(i).distance, adjusted[i]))
                .sorted(Comparator.comparingDouble(Drift::probability)
                        .thenComparing(
                                Comparator.comparingDouble(Drift::distance).reversed()))
                .toList();
    }

    private static List<Drift> measured(Column column, int[] first, int[] second) {
        List<Drift> drifts = new ArrayList<>();
        if (column instanceof NumberColumn numbers) {
            double[] a = present(numbers, first);
            double[] b = present(numbers, second);
            if (a.length > 1 && b.length > 1) {
                double distance = KolmogorovSmirnov.distance(a, b);
                drifts.add(new Drift(
                        column.name(), distance, KolmogorovSmirnov.probability(distance, a.length, b.length)));
            }
        } else {
            drifts.add(of(column.name(), counts((CategoryColumn) column, first, second)));
        }
        long[] gaps = {missing(column, first), missing(column, second)};
        if (gaps[0] + gaps[1] > 0) {
            drifts.add(of(
                    column.name() + " (missing)",
                    new long[][] {gaps, {first.length - gaps[0], second.length - gaps[1]}}));
        }
        return drifts;
    }

    private static Drift of(String name, long[][] counts) {
        ChiSquare.Independence tested = ChiSquare.independence(counts);
        return new Drift(name, tested.strength(), tested.probability());
    }

    private static double[] present(NumberColumn column, int[] ids) {
        return Arrays.stream(ids)
                .mapToDouble(id -> column.values()[id])
                .filter(v -> !Double.isNaN(v))
                .sorted()
                .toArray();
    }

    private static long missing(Column column, int[] ids) {
        return Arrays.stream(ids).filter(column::isMissing).count();
    }

    /** [levels][2], the rare ones in the first. */
    private static long[][] counts(CategoryColumn column, int[] first, int[] second) {
        long[][] counts = new long[column.levels().size() + 1][2];
        count(column, first, counts, 0);
        count(column, second, counts, 1);
        double share = Math.min(first.length, second.length) / (double) (first.length + second.length);
        for (int level = 1; level < counts.length; level++) {
            if ((counts[level][0] + counts[level][1]) * share < EXPECTED) {
                counts[0][0] += counts[level][0];
                counts[0][1] += counts[level][1];
                counts[level][0] = 0;
                counts[level][1] = 0;
            }
        }
        return counts;
    }

    private static void count(CategoryColumn column, int[] ids, long[][] counts, int side) {
        for (int id : ids) {
            int code = column.codes()[id];
            if (code != CategoryColumn.MISSING) {
                counts[code + 1][side]++;
            }
        }
    }
}
