package io.souschef.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Which points of a long curve are kept: the first, the last, and the lowest and highest of each of many stretches. */
final class Thinning {
    /** Points. A report draws about 700 pixels across, so that more can't be seen, and a notebook line stays near 30 kB. */
    static final int MOST = 800;

    private Thinning() {}

    /** The indices to keep of {@code values}, rising. All of them if there are at most {@link #MOST}. */
    static List<Integer> kept(List<Double> values) {
        int count = values.size();
        TreeSet<Integer> kept = new TreeSet<>();
        int stretches = count <= MOST ? count : (MOST - 2) / 2;
        for (int s = 0; s < stretches; s++) {
            int from = (int) ((long) count * s / stretches);
            int to = (int) ((long) count * (s + 1) / stretches);
            int lowest = from;
            int highest = from;
            for (int i = from; i < to; i++) {
                if (values.get(i) < values.get(lowest) || !Double.isFinite(values.get(lowest))) lowest = i;
                if (values.get(i) > values.get(highest) || !Double.isFinite(values.get(highest))) highest = i;
            }
            kept.add(lowest);
            kept.add(highest);
        }
        if (count > 0) {
            kept.add(0);
            kept.add(count - 1);
        }
        return new ArrayList<>(kept);
    }

    static List<Double> only(List<Integer> indices, List<Double> values) {
        return indices.stream().map(values::get).toList();
    }
}
