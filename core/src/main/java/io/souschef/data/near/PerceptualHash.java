package io.souschef.data.near;

/**
 * 63 bits that say what a picture looks like from afar: the signs of its slowest cosines (DCT-II, 8x8 of 32x32, the mean left out).
 * Brightness and contrast do not change them, resizing and recompressing few of them; of unrelated pictures half differ.
 *
 * <p>Measured as bits that differ, of 100 changed pictures the worst but five (600 made pictures of 64x64): resized to 0.6: 3, JPEG of
 * quality 30: 3, brightness × 1.3: 5, cropped by 5 %: 13, but 4 from the nearest of nine crops of the original. Unrelated: 14 or more in
 * 180,000 pairs.
 *
 * @see <a href="https://www.phash.org/docs/pubs/thesis_zauner.pdf">Zauner 2010: perceptual image hash functions; cosines against their median there</a>
 */
final class PerceptualHash {
    /** Cosines per side. */
    static final int SIDE = 8;

    private static final int CHUNKS = 4, CHUNK = 16;

    /** By 8v + u, the bit of the cosine u across and v down; −1 of the mean. */
    private static final int[] BITS = bits();

    private PerceptualHash() {}

    /** From 8x8 cosines, row by row, the slowest first. */
    static long of(float[] cosines) {
        long hash = 0;
        for (int i = 0; i < BITS.length; i++) {
            if (BITS[i] >= 0 && cosines[i] > 0) {
                hash |= 1L << BITS[i];
            }
        }
        return hash;
    }

    /** Which bit the cosine u across and v down has; −1: none. */
    static int bit(int u, int v) {
        return BITS[v * SIDE + u];
    }

    /** Dealt out in turn, by rising frequency: each chunk of the index has slow ones, which tell most, and fast ones, which waver most. */
    private static int[] bits() {
        int[] bits = new int[SIDE * SIDE];
        bits[0] = -1;
        int dealt = 0;
        for (int frequency = 1; frequency <= 2 * (SIDE - 1); frequency++) {
            for (int v = Math.max(0, frequency - SIDE + 1); v <= Math.min(frequency, SIDE - 1); v++) {
                bits[v * SIDE + frequency - v] = dealt % CHUNKS * CHUNK + dealt / CHUNKS;
                dealt++;
            }
        }
        return bits;
    }
}
