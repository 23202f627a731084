package io.souschef.data;

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
        float[] across = new float[height * toWidth];
        Taps columns = Taps.of(width, toWidth);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < toWidth; x++) {
                float sum = 0;
                float[] weights = columns.weights[x];
                for (int i = 0, from = y * width + columns.first[x]; i < weights.length; i++) {
                    sum += weights[i] * (plane[from + i] & 0xff);
                }
                across[y * toWidth + x] = sum;
            }
        }
        byte[] result = new byte[toHeight * toWidth];
        Taps rows = Taps.of(height, toHeight);
        for (int y = 0; y < toHeight; y++) {
            float[] weights = rows.weights[y];
            for (int x = 0; x < toWidth; x++) {
                float sum = 0;
                for (int i = 0; i < weights.length; i++) {
                    sum += weights[i] * across[(rows.first[y] + i) * toWidth + x];
                }
                result[y * toWidth + x] = (byte) Math.max(0, Math.min(255, Math.round(sum)));
            }
        }
        return result;
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
