package io.souschef.check.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether several inputs of a program come to the net as they belong together. */
final class Inputs {
    /**
     * Share of the examples whose other input is another one's in the next epoch. Of inputs that are shuffled apart it is one less what
     * comes back by chance.
     */
    private static final double OTHERS = 0.3;

    private static final int LEAST = 20;

    /**
     * Beyond chance, from 0 to 1: of inputs that are shuffled apart the target stays with one, 1, and leaves the other, 0. Of pairs that are
     * drawn anew it is made for the pair: it stays with neither, or the partner is of the same class and it stays with both.
     */
    private static final double STAYS = 0.98, LEAVES = 0.8;

    private Inputs() {}

    /**
     * An input that comes with other rows of a second one in the next epoch, while both are the same rows in another order: no augmentation,
     * which would make new ones, and no partners that are drawn, some of them twice. The target stays with one of them. In words.
     */
    static Optional<String> apart(Streams streams) {
        Pass first = streams.first();
        Pass next = streams.training().get(1);
        List<Pass.Input> inputs = first.inputs();
        if (inputs.size() < 2 || !first.whole() || !next.whole() || first.kept().size() < first.size()) {
            return Optional.empty();
        }
        for (int b = 0; b < inputs.size(); b++) {
            long[] one = hashes(first, b);
            long[] two = hashes(next, b);
            if (!Arrays.equals(sorted(one), sorted(two))) {
                continue;
            }
            for (int a = 0; a < inputs.size(); a++) {
                long[] mine = hashes(first, a);
                long[] later = hashes(next, a);
                double others =
                        a != b && Arrays.equals(sorted(mine), sorted(later)) ? others(mine, one, later, two) : 0;
                if (others > OTHERS && staysWithOne(mine, one, targets(first), later, two, targets(next))) {
                    return Optional.of(
                            "%.0f %% of the examples with the same '%s' come with another's '%s' in another epoch"
                                    .formatted(
                                            100 * others,
                                            inputs.get(a).name(),
                                            inputs.get(b).name()));
                }
            }
        }
        return Optional.empty();
    }

    private static long[] hashes(Pass pass, int input) {
        int[] widths = pass.inputs().stream()
                .mapToInt(one -> one.shape().stream().mapToInt(Long::intValue).reduce(1, (a, b) -> a * b))
                .toArray();
        int from = Arrays.stream(widths).limit(input).sum();
        return pass.kept().stream()
                .mapToLong(example -> Pass.hash(Arrays.copyOfRange(example.input(), from, from + widths[input])))
                .toArray();
    }

    private static long[] targets(Pass pass) {
        return pass.kept().stream()
                .mapToLong(example -> Pass.hash(example.target()))
                .toArray();
    }

    private static boolean staysWithOne(long[] a, long[] b, long[] y, long[] nextA, long[] nextB, long[] nextY) {
        double withA = agreement(a, y, nextA, nextY);
        double withB = agreement(b, y, nextB, nextY);
        return Math.max(withA, withB) > STAYS && Math.min(withA, withB) < LEAVES;
    }

    /** How much more than by chance rows have the targets that they had the epoch before; of targets that are all alike 0. */
    private static double agreement(long[] rows, long[] targets, long[] nextRows, long[] nextTargets) {
        double chance = counted(targets).values().stream()
                .mapToDouble(n -> Math.pow((double) n / targets.length, 2))
                .sum();
        Map<Long, Integer> before = counted(joined(rows, targets));
        Map<Long, Integer> after = counted(joined(nextRows, nextTargets));
        double same = before.entrySet().stream()
                        .mapToInt(entry -> Math.min(entry.getValue(), after.getOrDefault(entry.getKey(), 0)))
                        .sum()
                / (double) rows.length;
        return chance == 1 ? 0 : (same - chance) / (1 - chance);
    }

    private static long[] joined(long[] rows, long[] targets) {
        long[] joined = new long[rows.length];
        Arrays.setAll(joined, i -> rows[i] * 0x9E3779B97F4A7C15L + targets[i]);
        return joined;
    }

    private static Map<Long, Integer> counted(long[] values) {
        Map<Long, Integer> counts = new HashMap<>();
        Arrays.stream(values).forEach(value -> counts.merge(value, 1, Integer::sum));
        return counts;
    }

    private static long[] sorted(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /** Of the rows of {@code a} that come once in each epoch, the share that comes with another {@code b}. */
    private static double others(long[] a, long[] b, long[] nextA, long[] nextB) {
        Map<Long, Long> before = once(a, b);
        Map<Long, Long> after = once(nextA, nextB);
        before.keySet().retainAll(after.keySet());
        long others = before.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(after.get(entry.getKey())))
                .count();
        return before.size() < LEAST ? 0 : (double) others / before.size();
    }

    private static Map<Long, Long> once(long[] keys, long[] values) {
        Map<Long, Long> map = new HashMap<>();
        Set<Long> again = new HashSet<>();
        for (int i = 0; i < keys.length; i++) {
            if (map.putIfAbsent(keys[i], values[i]) != null) {
                again.add(keys[i]);
            }
        }
        map.keySet().removeAll(again);
        return map;
    }
}
