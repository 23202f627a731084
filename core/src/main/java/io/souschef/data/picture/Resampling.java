package io.souschef.data.picture;

import java.util.Arrays;

/**
 * Makes a picture larger or smaller with a triangle filter as wide as the output pixel: bilinear when enlarging, an area-weighted
 * average without aliasing when shrinking. The same filter as Pillow's {@code BILINEAR}; rows first, then columns.
 *
 * <p>Nearest-neighbour shrinking loses most accuracy of all filters (Chrabaszcz, Loshchilov and Hutter 2017), and plain bilinear
 * shrinking skips pixels as it does.
 */
public final class Resampling {
    /** That {@link #across} takes together. */
    private static final int ROWS = 8;

    private Resampling() {}

    /** [height, width] → [toHeight, toWidth], 0 … 255 as unsigned bytes. */
    public static byte[] of(byte[] plane, int height, int width, int toHeight, int toWidth) {
        float[] across = across(plane, height, width, toWidth);
        byte[] result = new byte[toHeight * toWidth];
        Taps rows = Taps.of(height, toHeight);
        float[] sums = new float[toWidth];
        for (int y = 0; y < toHeight; y++) {
            Arrays.fill(sums, 0);
            for (int i = 0; i < rows.weights[y].length; i++) {
                add(rows.weights[y][i], across, (rows.first[y] + i) * toWidth, sums);
            }
            for (int x = 0; x < toWidth; x++) {
                result[y * toWidth + x] = (byte) Math.max(0, Math.min(255, Math.round(sums[x])));
            }
        }
        return result;
    }

    private static void add(float weight, float[] from, int at, float[] sums) {
        for (int x = 0; x < sums.length; x++) {
            sums[x] += weight * from[at + x];
        }
    }

    /**
     * [height, width] → [height, toWidth]. Eight rows at a time, for a sum waits for its last addition, and eight sums wait together; beyond
     * the last row it is made again.
     */
    private static float[] across(byte[] plane, int height, int width, int toWidth) {
        float[] across = new float[height * toWidth];
        Taps columns = Taps.of(width, toWidth);
        float[] eight = new float[width * ROWS]; // a pixel of each row, then the next one of each
        int[] to = new int[ROWS];
        for (int y = 0; y < height; y += ROWS) {
            for (int r = 0; r < ROWS; r++) {
                int row = Math.min(y + r, height - 1);
                to[r] = row * toWidth;
                for (int x = 0; x < width; x++) {
                    eight[x * ROWS + r] = plane[row * width + x] & 0xff;
                }
            }
            for (int x = 0; x < toWidth; x++) {
                sums(columns.weights[x], eight, columns.first[x] * ROWS, across, to, x);
            }
        }
        return across;
    }

    private static void sums(float[] weights, float[] eight, int from, float[] across, int[] to, int x) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float e = 0;
        float f = 0;
        float g = 0;
        float h = 0;
        for (int i = 0; i < weights.length; i++) {
            float weight = weights[i];
            int at = from + i * ROWS;
            a += weight * eight[at];
            b += weight * eight[at + 1];
            c += weight * eight[at + 2];
            d += weight * eight[at + 3];
            e += weight * eight[at + 4];
            f += weight * eight[at + 5];
            g += weight * eight[at + 6];
            h += weight * eight[at + 7];
        }
        across[to[0] + x] = a;
        across[to[1] + x] = b;
        across[to[2] + x] = c;
        across[to[3] + x] = d;
        across[to[4] + x] = e;
        across[to[5] + x] = f;
        across[to[6] + x] = g;
        across[to[7] + x] = h;
    }

    /** For each output pixel of a line, which input pixels it is made of and how much of each. */
    private static final class Taps {
        final int[] first;
        final float[][] weights;

        private Taps(int[] first, float[][] weights) {
            this.first = first;
            this.weights = weights;
        }

        static Taps of(int size, int toSize) {
            double ratio = (double) size / toSize;
            double reach = Math.max(1, ratio);
            int[] first = new int[toSize];
            float[][] weights = new float[toSize][];
            for (int i = 0; i < toSize; i++) {
                double centre = (i + 0.5) * ratio;
                int from = Math.max(0, (int) (centre - reach + 0.5));
                int to = Math.min(size, (int) (centre + reach + 0.5));
                double[] raw = new double[to - from];
                double sum = 0;
                for (int j = from; j < to; j++) {
                    raw[j - from] = Math.max(0, 1 - Math.abs(j + 0.5 - centre) / reach);
                    sum += raw[j - from];
                }
                first[i] = from;
                weights[i] = new float[raw.length];
                for (int j = 0; j < raw.length; j++) {
                    weights[i][j] = (float) (raw[j] / sum);
                }
            }
            return new Taps(first, weights);
        }
    }
}
