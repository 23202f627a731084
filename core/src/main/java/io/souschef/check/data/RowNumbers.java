package io.souschef.check.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Features that number the examples, in steps of one size, no number twice, along which the targets are sorted: the row of a file
 * that had its classes one after another.
 */
final class RowNumbers {
    /** Numbers may be missing: they are in the other split. */
    private static final double FILLED = 0.4;

    /** Share of the steps that go one way, where numbers are sorted. */
    private static final double ONE_WAY = 0.98;

    /** Changes of the class along the numbers, as a share of those in random order. */
    private static final double SORTED = 0.1;

    /** Off a whole number of steps, as a share of one. */
    private static final double OFF = 0.02;

    private static final int LEAST = 100;

    private RowNumbers() {}

    static List<Integer> in(float[][] rows, double[] targets, boolean classes) {
        List<Integer> found = new ArrayList<>();
        if (rows.length < LEAST) {
            return found;
        }
        for (int column = 0; column < rows[0].length; column++) {
            int at = column;
            Integer[] order = new Integer[rows.length];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, Comparator.comparingDouble(i -> rows[i][at]));
            if (numbers(rows, at, order) && sorted(targets, order, classes)) {
                found.add(column);
            }
        }
        return found;
    }

    /** Whether the targets are sorted along some numbers of their examples. */
    static boolean sorted(double[] numbers, double[] targets, boolean classes) {
        Integer[] order = new Integer[numbers.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> numbers[i]));
        return sorted(targets, order, classes);
    }

    private static boolean numbers(float[][] rows, int column, Integer[] order) {
        int n = order.length;
        double range = (double) rows[order[n - 1]][column] - rows[order[0]][column];
        double step = Double.POSITIVE_INFINITY;
        for (int i = 1; i < n; i++) {
            step = Math.min(step, (double) rows[order[i]][column] - rows[order[i - 1]][column]);
        }
        if (!(step > 0)) {
            return false;
        }
        double size = range / Math.round(range / step); // the smallest of many differences is off by rounding
        if (range / size + 1 > n / FILLED) {
            return false;
        }
        for (int i = 1; i < n; i++) {
            double steps = ((double) rows[order[i]][column] - rows[order[0]][column]) / size;
            if (Math.abs(steps - Math.round(steps)) > OFF * Math.max(1, Math.abs(steps) / 100)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sorted(double[] targets, Integer[] order, boolean classes) {
        if (!classes) {
            return monotonic(targets, order);
        }
        double along = 0;
        for (int i = 1; i < order.length; i++) {
            along += targets[order[i]] == targets[order[i - 1]] ? 0 : 1;
        }
        double any = 0;
        for (int i = 1; i < order.length; i++) {
            int j = (int) ((i * 7919L) % order.length);
            any += targets[order[i]] == targets[order[j]] ? 0 : 1;
        }
        return any > 0 && along < SORTED * any;
    }

    /** Numbers go up all the way, or down. Along a time they may be near each other, too, and go up and down. */
    private static boolean monotonic(double[] targets, Integer[] order) {
        int up = 0;
        int down = 0;
        for (int i = 1; i < order.length; i++) {
            up += targets[order[i]] >= targets[order[i - 1]] ? 1 : 0;
            down += targets[order[i]] <= targets[order[i - 1]] ? 1 : 0;
        }
        return Math.max(up, down) > ONE_WAY * (order.length - 1) && up != down;
    }
}
