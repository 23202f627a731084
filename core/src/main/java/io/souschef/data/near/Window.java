package io.souschef.data.near;

/**
 * A part of a line of pixels, brought to another number of pixels by averaging areas, as a matrix [to, size]: a row holds what each
 * pixel of the line gives to one pixel of the result. Rows and columns of an image each have one; image · both = the image in small.
 */
final class Window {
    /** Pixels per side of the image in small that cosines are taken of. */
    private static final int BEFORE_COSINES = 32;

    private Window() {}

    /**
     * @param size pixels of the line
     * @param to pixels of the result
     * @param from where the part begins, as a share of the line
     * @param length of the part, as a share of the line
     */
    static float[][] averages(int size, int to, double from, double length) {
        float[][] weights = new float[to][size];
        double step = length * size / to;
        for (int i = 0; i < to; i++) {
            double low = from * size + i * step;
            double high = low + step;
            for (int p = (int) low; p < Math.min(size, Math.ceil(high)); p++) {
                weights[i][p] = (float) (Math.max(0, Math.min(high, p + 1) - Math.max(low, p)) / step);
            }
        }
        return weights;
    }

    /** The first {@code count} cosines (DCT-II) of the part after it was brought to {@value #BEFORE_COSINES} pixels. */
    static float[][] cosines(int size, int count, double from, double length) {
        float[][] small = averages(size, BEFORE_COSINES, from, length);
        float[][] weights = new float[count][size];
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < BEFORE_COSINES; i++) {
                double cosine = Math.cos(Math.PI * k * (2 * i + 1) / (2.0 * BEFORE_COSINES));
                for (int p = 0; p < size; p++) {
                    weights[k][p] += (float) (cosine * small[i][p]);
                }
            }
        }
        return weights;
    }

    /** [height, width] · columns → [height, columns]: the first half of looking through two windows. */
    static float[] across(float[] image, int height, int width, float[][] columns) {
        float[] result = new float[height * columns.length];
        for (int c = 0; c < columns.length; c++) {
            float[] weights = columns[c];
            int from = 0;
            int to = width;
            while (from < to && weights[from] == 0) {
                from++;
            }
            while (from < to && weights[to - 1] == 0) {
                to--;
            }
            for (int y = 0; y < height; y++) {
                float sum = 0;
                for (int x = from; x < to; x++) {
                    sum += weights[x] * image[y * width + x];
                }
                result[y * columns.length + c] = sum;
            }
        }
        return result;
    }

    /** rows · [height, width] → [rows, width]: the second half. */
    static float[] down(float[] image, int height, int width, float[][] rows) {
        float[] result = new float[rows.length * width];
        for (int r = 0; r < rows.length; r++) {
            for (int y = 0; y < height; y++) {
                float weight = rows[r][y];
                if (weight != 0) {
                    for (int x = 0; x < width; x++) {
                        result[r * width + x] += weight * image[y * width + x];
                    }
                }
            }
        }
        return result;
    }
}
