package io.souschef.data.columns;

import io.souschef.data.table.Column;
import io.souschef.data.table.NumberColumn;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Columns that say the same twice: equal in every row, equal but for a factor and an offset, or one the other's values by other names.
 * Cells have to be missing in the same rows.
 */
public final class EqualColumns {
    /**
     * Two columns.
     *
     * @param first comes first in the table
     * @param how in words: "equal", "2.54 · a", "the same by other names"
     */
    public record Pair(String first, String second, String how) {}

    /** 1 minus the square of a correlation, if numbers differ by rounding alone. */
    private static final double ROUNDING = 1e-4;

    /** Above so many columns of numbers only those are compared that lie next to each other by a random sum of theirs. */
    private static final int ALL = 400;

    private static final int NEXT = 3;

    /** By other names: so many different values at least, and rows for each on average: what differs in every row has no names. */
    private static final int NAMES = 2, ROWS = 5;

    private EqualColumns() {}

    /**
     * Each column beside the first that it equals.
     *
     * @param ids rows to be compared
     */
    public static List<Pair> of(List<Column> columns, int... ids) {
        List<Pair> pairs = new ArrayList<>(byOtherNames(columns, ids));
        List<String> known = pairs.stream().map(Pair::second).toList();
        byFactor(columns, ids).stream()
                .filter(pair -> !known.contains(pair.second))
                .forEach(pairs::add);
        return pairs;
    }

    private static List<Pair> byOtherNames(List<Column> columns, int[] ids) {
        List<int[]> codes =
                columns.parallelStream().map(column -> codes(column, ids)).toList();
        Map<Integer, List<Integer>> byHash = new HashMap<>();
        List<Pair> pairs = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            int[] mine = codes.get(c);
            if (mine.length == 0) {
                continue;
            }
            List<Integer> alike = byHash.computeIfAbsent(Arrays.hashCode(mine), hash -> new ArrayList<>());
            int now = c;
            var first = alike.stream()
                    .filter(other -> Arrays.equals(codes.get(other), mine))
                    .findFirst();
            first.ifPresent(other -> pairs.add(pair(columns.get(other), columns.get(now), ids)));
            if (first.isEmpty()) {
                alike.add(c);
            }
        }
        return pairs;
    }

    private static Pair pair(Column first, Column second, int[] ids) {
        boolean equal = Arrays.stream(ids).allMatch(id -> first.text(id).equals(second.text(id)));
        return new Pair(first.name(), second.name(), equal ? "equal" : "the same by other names");
    }

    /** Every value by its place in the order of first appearance, −1 where missing; none where values are too many or too few. */
    private static int[] codes(Column column, int[] ids) {
        Map<Long, Integer> places = new HashMap<>();
        int[] codes = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            codes[i] = -1;
            if (!column.isMissing(ids[i])) {
                Integer known = places.putIfAbsent(column.bits(ids[i]), places.size());
                codes[i] = known == null ? places.size() - 1 : known;
            }
            if (places.size() * ROWS > ids.length) {
                return new int[0];
            }
        }
        return places.size() < NAMES ? new int[0] : codes;
    }

    /** Numbers of mean 0 and sum of squares 1, the first that is not 0 positive; 0 where missing. */
    private record Standard(int column, float[] values, double mean, double norm, int sign, long missing, double key) {}

    private static List<Pair> byFactor(List<Column> columns, int[] ids) {
        List<Standard> all = IntStream.range(0, columns.size())
                .filter(c -> columns.get(c) instanceof NumberColumn)
                .parallel()
                .mapToObj(c -> standard(c, (NumberColumn) columns.get(c), ids))
                .filter(standard -> standard.norm > 0 && Double.isFinite(standard.norm)) // squares of 1e200 are none
                .toList();
        List<Standard> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingDouble(Standard::key).thenComparingInt(Standard::column));
        int reach = sorted.size() <= ALL ? sorted.size() : NEXT;
        return IntStream.range(0, sorted.size())
                .parallel()
                .boxed()
                .flatMap(i -> IntStream.rangeClosed(1, reach)
                        .filter(step -> i + step < sorted.size())
                        .mapToObj(step -> List.of(sorted.get(i), sorted.get(i + step))))
                .filter(pair -> same(pair.get(0), pair.get(1)))
                .sorted(Comparator.comparingInt((List<Standard> pair) -> later(pair))
                        .thenComparingInt(pair -> pair.get(0).column + pair.get(1).column))
                .map(pair -> pair(columns, pair.get(0), pair.get(1), ids))
                .collect(Collectors.toMap(Pair::second, pair -> pair, (a, b) -> a, LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    private static int later(List<Standard> pair) {
        return Math.max(pair.get(0).column, pair.get(1).column);
    }

    private static Pair pair(List<Column> columns, Standard one, Standard other, int[] ids) {
        Standard a = one.column < other.column ? one : other;
        Standard b = one.column < other.column ? other : one;
        Column first = columns.get(a.column);
        Column second = columns.get(b.column);
        if (Arrays.stream(ids).allMatch(id -> first.bits(id) == second.bits(id))) {
            return new Pair(first.name(), second.name(), "equal");
        }
        double factor = a.sign * b.sign * b.norm / a.norm;
        double offset = b.mean - factor * a.mean;
        boolean none = Math.abs(offset) < 1e-3 * (Math.abs(b.mean) + b.norm / Math.sqrt(ids.length));
        return new Pair(
                first.name(),
                second.name(),
                "%s · '%s'%s"
                        .formatted(
                                digits(factor),
                                first.name(),
                                none ? "" : (offset < 0 ? " − " : " + ") + digits(Math.abs(offset))));
    }

    private static String digits(double value) {
        return new BigDecimal(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static boolean same(Standard a, Standard b) {
        if (a.missing != b.missing) {
            return false;
        }
        double difference = 0;
        for (int i = 0; i < a.values.length && difference < ROUNDING; i++) {
            double d = a.values[i] - b.values[i];
            difference += d * d;
        }
        return difference < ROUNDING; // |a − b|² = 2 (1 − r) ≈ 1 − r²
    }

    private static Standard standard(int place, NumberColumn column, int[] ids) {
        double[] values =
                Arrays.stream(ids).mapToDouble(id -> column.values()[id]).toArray();
        double mean =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(0);
        double squares = 0;
        long missing = 0;
        int sign = 0;
        for (int i = 0; i < values.length; i++) {
            missing = Double.isNaN(values[i]) ? missing * 31 + i + 1 : missing;
            values[i] = Double.isNaN(values[i]) ? 0 : values[i] - mean;
            squares += values[i] * values[i];
        }
        double norm = Math.sqrt(squares);
        double tiny = norm / Math.sqrt(values.length) / 1000;
        for (int i = 0; i < values.length && sign == 0; i++) {
            sign = Math.abs(values[i]) <= tiny ? 0 : values[i] > 0 ? 1 : -1;
        }
        float[] standard = new float[values.length];
        double key = 0;
        for (int i = 0; i < values.length; i++) {
            standard[i] = norm > 0 ? (float) (sign * values[i] / norm) : 0;
            key += standard[i] * Math.sin(i + 1.0);
        }
        boolean constant = norm <= 1e-9 * Math.abs(mean) * Math.sqrt(values.length);
        return new Standard(place, standard, mean, constant ? 0 : norm, sign, missing, key);
    }
}
