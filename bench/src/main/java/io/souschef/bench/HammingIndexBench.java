package io.souschef.bench;

import io.souschef.data.near.HammingIndex;
import io.souschef.tensor.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/** All pairs within 6 bits of a million random 64-bit codes, of which a thousand have a planted neighbour: [CODES] [RADIUS]. */
public final class HammingIndexBench {
    private static final int PLANTED = 1000;

    private HammingIndexBench() {}

    public static void main(String[] args) {
        int size = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        int radius = args.length > 1 ? Integer.parseInt(args[1]) : 6;
        long[] codes = codes(size, radius);
        for (int run = 1; run <= 3; run++) {
            long begun = System.nanoTime();
            HammingIndex index = new HammingIndex(codes, radius);
            double indexed = (System.nanoTime() - begun) / 1e9;
            long[] pairs = index.pairs();
            double seconds = (System.nanoTime() - begun) / 1e9;
            long found = IntStream.range(0, PLANTED)
                    .filter(i -> Arrays.binarySearch(pairs, (long) i << 32 | (size - 1 - i)) >= 0)
                    .count();
            System.out.printf(
                    "run %d: %,d codes, radius %d: %.2f s (index %.2f s), %,d pairs, %d of %d planted found, %d cores%n",
                    run,
                    size,
                    radius,
                    seconds,
                    indexed,
                    pairs.length,
                    found,
                    PLANTED,
                    Runtime.getRuntime().availableProcessors());
        }
    }

    /** The last thousand codes are the first thousand with up to {@code radius} bits changed. */
    private static long[] codes(int size, int radius) {
        RandomStream random = RandomStream.of(1337, "codes");
        long[] codes = new long[size];
        Arrays.setAll(codes, random::bits);
        for (int i = 0; i < PLANTED; i++) {
            long code = codes[i];
            for (int b = 0; b < radius; b++) {
                code ^= 1L << random.at(i).below(b, 64);
            }
            codes[size - 1 - i] = code;
        }
        return codes;
    }
}
