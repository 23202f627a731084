package io.souschef.check.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A series that a stream's inputs are windows of, each moved on by one, and whose next values are the targets: a target comes again as
 * an input, some windows later. That tells how inputs and targets were scaled, one beside the other.
 *
 * @param ahead by how many windows later a target is the last value
 * @param column of a window's last row that is forecast
 * @param scale and
 * @param offset of the map from that input to the target
 * @param spread deviation of the targets
 * @param values of the column, scaled as inputs are, each place of the series once
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
record Series(int ahead, int column, double scale, double offset, double spread, double[] values) {
    /** Forecasts so far ahead are looked for. */
    private static final int FARTHEST = 12;

    /** Pairs of a target and the input that it becomes, at least; and shares of the windows that have a next one. */
    private static final int LEAST = 20;

    /** Of the deviation of the targets: what float rounding leaves of an affine map, many times over. */
    private static final double EXACT = 1e-3;

    /**
     * Of the scale, or of the spread: maps of the same scalers differed by 1e-8 at most in 18 programs of the gallery and beside it, those of
     * others by 0.11 and 1.2, and by 0.009 and 1.4; one seed.
     */
    private static final double SAME = 0.01;

    /** Whether the inputs are windows of a series, most of them moved on by one from another, whatever the targets are. */
    static boolean windows(Pass pass) {
        return chained(pass).isPresent();
    }

    /** Windows, and for each the one that is moved on by one row, or −1. */
    private record Chained(List<Example> windows, int[] next, int columns) {}

    private static Optional<Chained> chained(Pass pass) {
        if (pass.inputs().size() != 1
                || !pass.ofRealNumbers()
                || pass.inputs().get(0).shape().size() > 2) {
            return Optional.empty();
        }
        List<Long> shape = pass.inputs().get(0).shape();
        int columns = shape.size() == 2 ? shape.get(1).intValue() : 1;
        List<Example> windows = List.copyOf(pass.byId().values());
        int width = windows.get(0).input().length;
        if (width < 3 * columns
                || windows.stream().anyMatch(window -> window.input().length != width || window.target().length == 0)) {
            return Optional.empty();
        }
        int[] next = next(windows, columns);
        return Arrays.stream(next).filter(n -> n >= 0).count() < Math.max(LEAST, windows.size() / 2)
                ? Optional.empty()
                : Optional.of(new Chained(windows, next, columns));
    }

    /** Nothing where inputs are no such windows. */
    static Optional<Series> of(Pass pass) {
        Optional<Chained> chained = chained(pass);
        if (chained.isEmpty()) {
            return Optional.empty();
        }
        List<Example> windows = chained.get().windows();
        int[] next = chained.get().next();
        int columns = chained.get().columns();
        return IntStream.rangeClosed(1, FARTHEST)
                .boxed()
                .flatMap(ahead -> IntStream.range(0, columns)
                        .mapToObj(column -> fitted(windows, next, ahead, column, columns))
                        .flatMap(Optional::stream))
                .findFirst();
    }

    private static int[] next(List<Example> windows, int columns) {
        Map<Long, Integer> byStart = new HashMap<>();
        for (int i = 0; i < windows.size(); i++) {
            float[] window = windows.get(i).input();
            byStart.putIfAbsent(Pass.hash(Arrays.copyOf(window, window.length - columns)), i);
        }
        int[] next = new int[windows.size()];
        for (int i = 0; i < next.length; i++) {
            float[] window = windows.get(i).input();
            int found = byStart.getOrDefault(Pass.hash(Arrays.copyOfRange(window, columns, window.length)), -1);
            next[i] = found == i ? -1 : found; // a series that stands still
        }
        return next;
    }

    private static Optional<Series> fitted(List<Example> windows, int[] next, int ahead, int column, int columns) {
        List<double[]> pairs = new ArrayList<>();
        List<Double> ends = new ArrayList<>();
        for (int i = 0; i < next.length; i++) {
            int later = i;
            for (int step = 0; step < ahead && later >= 0; step++) {
                later = next[later];
            }
            if (later >= 0) {
                float[] window = windows.get(later).input();
                pairs.add(new double[] {
                    window[window.length - columns + column], windows.get(i).target()[0]
                });
            } else {
                ends.add((double) windows.get(i).target()[0]);
            }
        }
        if (pairs.size() < LEAST) {
            return Optional.empty();
        }
        double x = pairs.stream().mapToDouble(pair -> pair[0]).average().orElse(0);
        double y = pairs.stream().mapToDouble(pair -> pair[1]).average().orElse(0);
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (double[] pair : pairs) {
            xx += (pair[0] - x) * (pair[0] - x);
            xy += (pair[0] - x) * (pair[1] - y);
            yy += (pair[1] - y) * (pair[1] - y);
        }
        if (!(xx > 0 && yy > 0)) {
            return Optional.empty();
        }
        double scale = xy / xx;
        double spread = Math.sqrt(yy / pairs.size());
        double offset = y - scale * x;
        boolean exact = pairs.stream().allMatch(pair -> Math.abs(pair[1] - scale * pair[0] - offset) < EXACT * spread);
        if (!exact) {
            return Optional.empty();
        }
        DoubleStream targets = ends.stream().mapToDouble(end -> (end - offset) / scale);
        double[] values = DoubleStream.concat(values(windows, next, column, columns), targets)
                .toArray();
        return Optional.of(new Series(ahead, column, scale, offset, spread, values));
    }

    /** Of each window the last value, and of each that follows none all values. */
    private static DoubleStream values(List<Example> windows, int[] next, int column, int columns) {
        boolean[] follows = new boolean[next.length];
        Arrays.stream(next).filter(n -> n >= 0).forEach(n -> follows[n] = true);
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < next.length; i++) {
            float[] window = windows.get(i).input();
            int from = follows[i] ? window.length - columns : 0;
            for (int at = from + column; at < window.length; at += columns) {
                values.add((double) window[at]);
            }
        }
        return values.stream().mapToDouble(value -> value);
    }

    /** Whether targets are scaled beside inputs as in {@code other}. */
    boolean scaledAs(Series other) {
        return ahead == other.ahead
                && column == other.column
                && Math.abs(scale - other.scale) < SAME * Math.abs(other.scale)
                && Math.abs(offset - other.offset) < SAME * Math.max(spread, other.spread);
    }

    /** Whether it is the same forecast, of the same column as far ahead, and scaled otherwise. */
    boolean scaledOtherwise(Series other) {
        return ahead == other.ahead && column == other.column && !scaledAs(other);
    }
}
