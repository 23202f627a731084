package io.souschef.data.near;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Finds, among many 64-bit codes, all that differ from a given one in at most so many bits: exactly, without comparing with each. The
 * codes are cut into four chunks of 16 bits. If two differ in at most r = 4a + b bits, 0 ≤ b < 4, then they differ in at most a bits in
 * one of the first b + 1 chunks, or in at most a − 1 bits in one of the others; so only codes with such a chunk are looked at.
 *
 * <p>All pairs within 6 bits of a million random codes take about seven seconds on two busy cores, by {@code HammingIndexBench};
 * comparing each with each, minutes. The index takes 48 bytes per code.
 *
 * @see <a href="https://arxiv.org/abs/1307.2982">Norouzi, Punjani and Fleet 2014: multi-index hashing</a>
 */
public final class HammingIndex {
    private static final int CHUNKS = 4, BITS = 16, KEYS = 1 << BITS;

    /** One chunk's table: the codes in the order of that chunk, so that those of a key lie side by side. */
    private record Table(int shift, int radius, int[] masks, int[] starts, int[] ids, long[] codes) {
        static Table of(long[] codes, int shift, int radius) {
            int[] starts = new int[KEYS + 1];
            for (long code : codes) {
                starts[key(code, shift) + 1]++;
            }
            for (int key = 0; key < KEYS; key++) {
                starts[key + 1] += starts[key];
            }
            int[] next = starts.clone();
            int[] ids = new int[codes.length];
            long[] sorted = new long[codes.length];
            for (int id = 0; id < codes.length; id++) {
                int place = next[key(codes[id], shift)]++;
                ids[place] = id;
                sorted[place] = codes[id];
            }
            int[] masks = IntStream.range(0, KEYS)
                    .filter(mask -> Integer.bitCount(mask) <= radius)
                    .toArray();
            return new Table(shift, radius, masks, starts, ids, sorted);
        }

        static int key(long code, int shift) {
            return (int) (code >>> shift) & (KEYS - 1);
        }

        /** Whether two codes that differ by these bits are near in this chunk. */
        boolean proposes(long difference) {
            return Integer.bitCount(key(difference, shift)) <= radius;
        }
    }

    private final long[] codes;
    private final int radius;
    private final Table[] tables;

    /**
     * @param codes held, not copied
     * @param radius the greatest number of bits that may differ, 0 to 15
     */
    public HammingIndex(long[] codes, int radius) {
        if (radius < 0 || radius > 15) {
            throw new IllegalArgumentException("a radius of " + radius + " bits, expected 0 to 15");
        }
        this.codes = codes;
        this.radius = radius;
        this.tables = IntStream.range(0, CHUNKS)
                .filter(chunk -> radius(chunk) >= 0)
                .parallel()
                .mapToObj(chunk -> Table.of(codes, chunk * BITS, radius(chunk)))
                .toArray(Table[]::new);
    }

    private int radius(int chunk) {
        return radius / CHUNKS - (chunk <= radius % CHUNKS ? 0 : 1);
    }

    /** Tells the places, each once, of all codes from {@code first} on that are near {@code code}. */
    public void near(long code, int first, IntConsumer found) {
        for (int t = 0; t < tables.length; t++) {
            Table table = tables[t];
            int key = Table.key(code, table.shift);
            for (int mask : table.masks) {
                int from = table.starts[key ^ mask];
                for (int i = table.starts[(key ^ mask) + 1] - 1; i >= from && table.ids[i] >= first; i--) {
                    long difference = code ^ table.codes[i];
                    if (Long.bitCount(difference) <= radius && !proposedBefore(t, difference)) {
                        found.accept(table.ids[i]);
                    }
                }
            }
        }
    }

    private boolean proposedBefore(int table, long difference) {
        for (int t = 0; t < table; t++) {
            if (tables[t].proposes(difference)) {
                return true;
            }
        }
        return false;
    }

    /** All pairs that are near, as first · 2³² + second with first &lt; second, ascending. On all cores. */
    public long[] pairs() {
        long[] pairs = IntStream.range(0, codes.length)
                .parallel()
                .mapToObj(this::after)
                .flatMapToLong(LongStream::of)
                .toArray();
        Arrays.parallelSort(pairs);
        return pairs;
    }

    private long[] after(int id) {
        LongStream.Builder pairs = LongStream.builder();
        near(codes[id], id + 1, other -> pairs.add((long) id << 32 | other));
        return pairs.build().toArray();
    }
}
