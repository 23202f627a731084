package io.souschef.data;

import java.util.Arrays;

/**
 * Makes a picture larger or smaller with a triangle filter as wide as the output pixel: bilinear when enlarging, an area-weighted
 * average without aliasing when shrinking. The same filter as Pillow's {@code BILINEAR}; rows first, then columns.
 *
 * <p>Nearest-neighbour shrinking loses most accuracy of all filters (Chrabaszcz, Loshchilov and Hutter 2017), and plain bilinear
 * shrinking skips pixels as it does.
 */
final class Resampling {
    private Resampling() {}

    /** [height, width] → [toHeight, toWidth], 0 … 255 as unsigned bytes. */
    static byte[] of(byte[] plane, int height, int width, int toHeight, int toWidth) {
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
     * [height, width] → [height, toWidth]. Four rows at a time, for a sum waits for its last addition, and four sums wait together; beyond
     * the last row it is made again.
     */
    private static float[] across(byte[] plane, int height, int width, int toWidth) {
        float[] across = new float[height * toWidth];
        Taps columns = Taps.of(width, toWidth);
        for (int y = 0; y < height; y += 4) {
            int second = Math.min(y + 1, height - 1);
            int third = Math.min(y + 2, height - 1);
            int fourth = Math.min(y + 3, height - 1);
            for (int x = 0; x < toWidth; x++) {
                float[] weights = columns.weights[x];
                int from = columns.first[x];
                float a = 0;
                float b = 0;
                float c = 0;
                float d = 0;
                for (int i = 0; i < weights.length; i++) {
                    float weight = weights[i];
                    a += weight * (plane[y * width + from + i] & 0xff);
                    b += weight * (plane[second * width + from + i] & 0xff);
                    c += weight * (plane[third * width + from + i] & 0xff);
                    d += weight * (plane[fourth * width + from + i] & 0xff);
                }
                across[y * toWidth + x] = a;
                across[second * toWidth + x] = b;
                across[third * toWidth + x] = c;
                across[fourth * toWidth + x] = d;
            }
        }
        return across;
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
