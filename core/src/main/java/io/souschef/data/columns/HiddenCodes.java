package io.souschef.data.columns;

import io.souschef.data.table.NumberColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Numbers that stand for "missing": a value at an end of the column that occurs again and again and has no neighbours, as 0 among blood
 * pressures or −999 among temperatures. Far from the rest it is one by its place. Nearer, it is one if its rows behave like the average row
 * in the other columns, and not like rows that have so small (or large) a value: where fat under the skin rises with weight, rows with
 * 0 mm of it ought to be the lightest.
 */
public final class HiddenCodes {
    /**
     * A code.
     *
     * @param column the place of the column in what was handed in
     * @param count rows that have it, among those handed in
     * @param why in words
     */
    public record Code(int column, double value, int count, String why) {}

    /** A value at an end of its column, and the rest of the column. */
    private record End(int column, double value, int count, Atoms rest, boolean least) {
        double gap() {
            return least ? rest.values()[0] - value : value - rest.values()[rest.distinct() - 1];
        }

        double range() {
            return rest.quantile(0.75) - rest.quantile(0.25);
        }

        double share() {
            return (double) count / (count + rest.rows());
        }
    }

    /** A column of fewer other values, or rows, is a scale or too small. */
    private static final int DISTINCT = 10, ROWS = 20;

    /** The gap between a code and the nearest value: interquartile ranges of the rest, if it is one by its place alone, … */
    private static final double FAR = 1, VERY_FAR = 3;

    /** … and steps between the values next to it, if anything. */
    private static final double STEPS = 3;

    private static final int NEXT = 10;

    /** Standard errors by which the rows of a code differ from what their value would have, in another column. */
    private static final double ERRORS = 5;

    /** Rows of a code, at least, for their behaviour to be judged; and of those nearest to it. */
    private static final int FEW = 10, NEAR = 30;

    /** Rows that are compared in other columns, and columns that are asked. */
    private static final int COMPARED = 20_000, ASKED = 200;

    private final List<double[]> columns;
    private final List<double[]> others;
    private final List<List<End>> ends;

    private HiddenCodes(List<double[]> columns, List<double[]> more) {
        this.columns = columns;
        this.others = new ArrayList<>(columns);
        this.others.addAll(more);
        this.ends = IntStream.range(0, columns.size())
                .parallel()
                .mapToObj(c -> ends(c, columns.get(c)))
                .toList();
    }

    /**
     * All that are found, by column.
     *
     * @param columns by column, then by row, NaN where a cell is missing
     * @param more what else is known of the rows, e.g. the target
     */
    public static List<Code> of(List<double[]> columns, List<double[]> more) {
        HiddenCodes hidden = new HiddenCodes(columns, more);
        return hidden.ends.parallelStream()
                .flatMap(List::stream)
                .map(hidden::code)
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<End> ends(int column, double[] values) {
        Atoms atoms = Atoms.of(values);
        List<End> ends = new ArrayList<>();
        if (atoms.distinct() > 3 && atoms.rows() >= ROWS) {
            int last = atoms.distinct() - 1;
            ends.add(new End(column, atoms.values()[0], atoms.counts()[0], atoms.without(true), true));
            ends.add(new End(column, atoms.values()[last], atoms.counts()[last], atoms.without(false), false));
        }
        return ends.stream()
                .filter(end -> end.rest.rows() >= ROWS && (standsAlone(end) || loneNegative(end)))
                .toList();
    }

    private static boolean standsAlone(End end) {
        return end.gap() >= STEPS * end.rest.spacing(end.least, NEXT);
    }

    /** −1 or −99, where all else is a count. */
    private static boolean loneNegative(End end) {
        return end.count >= 2
                && end.value < 0
                && end.rest.values()[0] >= 0
                && (end.value == -1 || nines(end.value) > 0);
    }

    private Optional<Code> code(End end) {
        return byItsPlace(end).or(() -> byItsRows(end)).map(why -> new Code(end.column, end.value, end.count, why));
    }

    private static Optional<String> byItsPlace(End end) {
        double least = end.rest.values()[0];
        double greatest = end.rest.values()[end.rest.distinct() - 1];
        if (end.rest.distinct() < DISTINCT) {
            boolean scale = end.rest.distinct() >= 3 && nines(end.value) >= 2;
            return scale && end.gap() >= VERY_FAR * (greatest - least)
                    ? Optional.of("far off a scale of %s … %s".formatted(text(least), text(greatest)))
                    : Optional.empty();
        }
        double range = end.range();
        boolean known = end.value == 0 || end.value == -1 || nines(end.value) >= 2 || limit(end.value);
        boolean often = known
                ? end.count >= 2 || (nines(end.value) >= 3 && end.gap() >= VERY_FAR * range)
                : end.count >= FEW && end.share() >= 0.02 && end.count >= 5 * end.rest.largestCount();
        if (often && range > 0 && end.gap() >= FAR * range) {
            return Optional.of("nothing between it and %s".formatted(text(end.least ? least : greatest)));
        }
        return loneNegative(end) ? Optional.of("nothing else is below zero") : Optional.empty();
    }

    private Optional<String> byItsRows(End end) {
        boolean known = end.value == 0 || nines(end.value) >= 2;
        if (!known || end.count < FEW || end.share() < 0.01 || end.rest.distinct() < DISTINCT) {
            return Optional.empty();
        }
        double[] x = columns.get(end.column);
        int step = Math.max(1, x.length / COMPARED);
        int[] some = IntStream.range(0, x.length).filter(row -> row % step == 0).toArray();
        int[] mine = Arrays.stream(some).filter(row -> x[row] == end.value).toArray();
        int[] rest = Arrays.stream(some)
                .filter(row -> !Double.isNaN(x[row]) && !isEnd(end.column, x[row]))
                .boxed()
                .sorted(Comparator.comparingDouble(row -> Math.abs(x[row] - end.value)))
                .mapToInt(row -> row)
                .toArray();
        int stride = Math.max(1, columns.size() / ASKED);
        boolean stranger = IntStream.range(0, others.size())
                .filter(other -> other % stride == 0 || other >= columns.size())
                .filter(other -> other != end.column)
                .anyMatch(other -> stranger(other, mine, rest));
        return stranger
                ? Optional.of("its rows are like all others, not like those with %s"
                        .formatted(
                                text(end.least ? end.rest.values()[0] : end.rest.values()[end.rest.distinct() - 1])))
                : Optional.empty();
    }

    /**
     * Whether this column says that the rows of {@code end} do not have the value that stands there.
     *
     * @param rows those of the end
     * @param nearest all but the ends, the nearest first
     */
    private boolean stranger(int other, int[] rows, int[] nearest) {
        double[] y = others.get(other);
        int[] mine = known(rows, other);
        int[] rest = known(nearest, other);
        int near = Math.max(NEAR, rest.length / 2);
        if (mine.length < FEW || rest.length < near) {
            return false;
        }
        Line line = Line.through(Arrays.copyOf(rest, near), y);
        double own = mean(y, mine);
        double ordinary = mean(y, rest);
        double error = Math.hypot(line.error(0), deviation(y, mine, own) / Math.sqrt(mine.length));
        double off = Math.abs(own - line.at(0));
        return line.steep() >= 3 && error > 0 && off >= ERRORS * error && Math.abs(own - ordinary) < off / 2;
    }

    private int[] known(int[] rows, int other) {
        double[] y = others.get(other);
        return Arrays.stream(rows)
                .filter(row -> !Double.isNaN(y[row]) && !isEnd(other, y[row]))
                .toArray();
    }

    private boolean isEnd(int column, double value) {
        return column < ends.size() && ends.get(column).stream().anyMatch(end -> end.value == value);
    }

    /** A line of regression on the place in a row. Places rise evenly, whatever the numbers do. */
    private record Line(double meanX, double meanY, double slope, double spread, double squares, int count) {
        static Line through(int[] rows, double[] y) {
            double mx = (rows.length - 1) / 2.0;
            double my = mean(y, rows);
            double xx = 0;
            double xy = 0;
            for (int place = 0; place < rows.length; place++) {
                xx += (place - mx) * (place - mx);
                xy += (place - mx) * (y[rows[place]] - my);
            }
            double slope = xx > 0 ? xy / xx : 0;
            double left = 0;
            for (int place = 0; place < rows.length; place++) {
                double error = y[rows[place]] - my - slope * (place - mx);
                left += error * error;
            }
            return new Line(mx, my, slope, Math.sqrt(left / Math.max(1, rows.length - 2)), xx, rows.length);
        }

        double at(double x) {
            return meanY + slope * (x - meanX);
        }

        double error(double x) {
            return squares > 0 ? spread * Math.sqrt(1.0 / count + (x - meanX) * (x - meanX) / squares) : 0;
        }

        /** The slope in its standard errors. */
        double steep() {
            return squares > 0 && spread > 0 ? Math.abs(slope) * Math.sqrt(squares) / spread : 0;
        }
    }

    private static double mean(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> values[row]).average().orElse(0);
    }

    private static double deviation(double[] values, int[] rows, double mean) {
        double squares = Arrays.stream(rows)
                .mapToDouble(row -> (values[row] - mean) * (values[row] - mean))
                .sum();
        return Math.sqrt(squares / Math.max(1, rows.length - 1));
    }

    /** How many nines −999 or 99 or 9999.0 has; 0 for a number with another digit. */
    private static int nines(double value) {
        String digits = NumberColumn.plain(Math.abs(value)).replaceFirst("\\.0$", "");
        return digits.matches("9+") ? digits.length() : 0;
    }

    /** The ends of whole numbers of 16, 32 and 64 bits. */
    private static boolean limit(double value) {
        return value == Short.MIN_VALUE
                || value == Short.MAX_VALUE
                || value == 0xffff
                || value == Integer.MIN_VALUE
                || value == Integer.MAX_VALUE
                || value == (double) Long.MIN_VALUE
                || value == (double) Long.MAX_VALUE;
    }

    private static String text(double value) {
        return NumberColumn.plain(value);
    }
}
