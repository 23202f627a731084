package io.souschef.data;

import io.souschef.data.table.Column;
import io.souschef.data.text.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Examples whose inputs are equal to the last bit: all pixels of an image as the net is shown it, all cells of a row. Of texts the case of
 * letters, white space and, in long ones, signs do not count, nor does the header of a mail; empty ones are not compared. Candidates are
 * found by a 64-bit hash and then compared in full, so no two that differ are ever called equal.
 *
 * @param groups of two or more equal examples, the one with the lowest id first
 */
public record Duplicates(List<Group> groups) {

    /**
     * Examples that are equal.
     *
     * @param ids ascending
     * @param acrossSplits whether they are in more than one split: what is measured there is remembered, not learnt
     * @param conflicting whether their targets differ: at most one of them can be right
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
    public record Group(int[] ids, boolean acrossSplits, boolean conflicting) {}

    public Duplicates {
        groups = List.copyOf(groups);
    }

    /** Of a whole data set. 70,000 images of 28x28 take about a quarter of a second. */
    public static Duplicates of(Dataset dataset) {
        int[] part = new int[dataset.size()];
        for (int id : dataset.split().train()) {
            part[id] = 1;
        }
        for (int id : dataset.split().validation()) {
            part[id] = 2;
        }
        for (int id : dataset.split().test()) {
            part[id] = 3;
        }
        List<Group> groups = new ArrayList<>();
        for (int[] ids : equal(dataset.inputs())) {
            boolean across = Arrays.stream(ids)
                            .map(id -> part[id])
                            .filter(p -> p > 0)
                            .distinct()
                            .count()
                    > 1;
            boolean conflicting = Arrays.stream(ids)
                            .mapToObj(dataset.targets()::text)
                            .distinct()
                            .count()
                    > 1;
            groups.add(new Group(ids, across, conflicting));
        }
        return new Duplicates(groups);
    }

    /** How many examples have an equal one before them. */
    public int extra() {
        return groups.stream().mapToInt(group -> group.ids().length - 1).sum();
    }

    /** The groups that are in more than one split. */
    public List<Group> acrossSplits() {
        return groups.stream().filter(Group::acrossSplits).toList();
    }

    /** The groups whose targets differ. */
    public List<Group> conflicting() {
        return groups.stream().filter(Group::conflicting).toList();
    }

    /** Per example, the lowest id among those that are equal to it. */
    public static int[] firstOf(Inputs inputs) {
        int[] first = IntStream.range(0, inputs.size()).toArray();
        for (int[] group : equal(inputs)) {
            for (int id : group) {
                first[id] = group[0];
            }
        }
        return first;
    }

    /** All groups of two or more equal examples, by their lowest id; ids within ascend. */
    private static List<int[]> equal(Inputs inputs) {
        long[] hashes = IntStream.range(0, inputs.size())
                .parallel()
                .mapToLong(id -> hash(inputs, id))
                .toArray();
        long[] twice = twice(hashes);
        Integer[] order = IntStream.range(0, hashes.length)
                .filter(id -> Arrays.binarySearch(twice, hashes[id]) >= 0)
                .boxed()
                .toArray(Integer[]::new);
        Arrays.parallelSort(order, (a, b) -> hashes[a] != hashes[b] ? Long.compare(hashes[a], hashes[b]) : a - b);
        List<int[]> groups = new ArrayList<>();
        for (int from = 0, to; from < order.length; from = to) {
            to = from + 1;
            while (to < order.length && hashes[order[to]] == hashes[order[from]]) {
                to++;
            }
            if (to - from > 1) {
                compare(inputs, Arrays.asList(order).subList(from, to), groups);
            }
        }
        groups.sort((a, b) -> a[0] - b[0]);
        return groups;
    }

    /** The hashes that occur more than once, ascending. */
    private static long[] twice(long[] hashes) {
        long[] sorted = hashes.clone();
        Arrays.parallelSort(sorted);
        return IntStream.range(1, sorted.length)
                .filter(i -> sorted[i] == sorted[i - 1] && (i == 1 || sorted[i - 2] != sorted[i]))
                .mapToLong(i -> sorted[i])
                .toArray();
    }

    /** Adds the groups of those that are really equal among some that have the same hash. */
    private static void compare(Inputs inputs, List<Integer> sameHash, List<int[]> groups) {
        List<Integer> left = new ArrayList<>(sameHash);
        while (left.size() > 1) {
            int first = left.get(0);
            int[] group = left.stream()
                    .filter(id -> equal(inputs, first, id))
                    .mapToInt(id -> id)
                    .toArray();
            if (group.length > 1) {
                groups.add(group);
            }
            left.removeIf(id -> Arrays.binarySearch(group, id) >= 0);
        }
    }

    private static boolean equal(Inputs inputs, int a, int b) {
        if (inputs instanceof Images images) {
            return Arrays.equals(images.pixels(a), images.pixels(b));
        }
        if (inputs instanceof Texts texts) {
            String normal = texts.get(a).normal();
            return a == b || (!normal.isEmpty() && normal.equals(texts.get(b).normal()));
        }
        for (Column column : ((Table) inputs).columns()) {
            if (column.bits(a) != column.bits(b)) {
                return false;
            }
        }
        return true;
    }

    private static long hash(Inputs inputs, int id) {
        long hash = 0xcbf29ce484222325L;
        if (inputs instanceof Images images) {
            byte[] pixels = images.pixels(id);
            int i = 0;
            for (; i + 8 <= pixels.length; i += 8) {
                hash = step(hash, (long) Bytes.LONG.get(pixels, i));
            }
            for (; i < pixels.length; i++) {
                hash = step(hash, pixels[i]);
            }
        } else if (inputs instanceof Texts texts) {
            String normal = texts.get(id).normal();
            return normal.isEmpty() ? step(hash, id) : Words.hash(normal, 0, normal.length());
        } else {
            for (Column column : ((Table) inputs).columns()) {
                hash = step(hash, column.bits(id));
            }
        }
        return hash;
    }

    private static long step(long hash, long word) {
        long z = (hash ^ word) * 0x9E3779B97F4A7C15L;
        return z ^ (z >>> 29);
    }

    private static final class Bytes {
        static final java.lang.invoke.VarHandle LONG =
                java.lang.invoke.MethodHandles.byteArrayViewVarHandle(long[].class, java.nio.ByteOrder.LITTLE_ENDIAN);
    }
}
