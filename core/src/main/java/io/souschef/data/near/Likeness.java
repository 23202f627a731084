package io.souschef.data.near;

/**
 * The second signal: a picture in 16x16 pixels, grey or in three colours, the mean of each colour taken away, so that the product of two
 * over their lengths is their correlation: 1 for equal ones, whatever their brightness and contrast, about 0 for unrelated ones. A picture
 * without contrast is like nothing. Held in bytes; the error of a correlation is below 0.002.
 */
final class Likeness {
    static final int SIDE = 16;

    /** Levels of 255: a standard deviation below which there is nothing to compare. */
    private static final double FLAT = 2;

    private static final int AREA = SIDE * SIDE;

    private static final byte[] NOTHING = new byte[0];

    private Likeness() {}

    /** From planes of 16x16 pixels, 0 … 255, one for each colour. Scaled so that the largest entry is ±127; see {@link #correlation}. */
    static byte[] of(float[]... planes) {
        double squares = 0;
        double most = 0;
        for (float[] plane : planes) {
            double mean = mean(plane);
            for (float pixel : plane) {
                squares += (pixel - mean) * (pixel - mean);
                most = Math.max(most, Math.abs(pixel - mean));
            }
        }
        if (squares < FLAT * FLAT * AREA * planes.length) {
            return NOTHING;
        }
        byte[] likeness = new byte[AREA * planes.length];
        for (int p = 0; p < planes.length; p++) {
            double mean = mean(planes[p]);
            for (int i = 0; i < AREA; i++) {
                likeness[p * AREA + i] = (byte) Math.round(127 * (planes[p][i] - mean) / most);
            }
        }
        return likeness;
    }

    private static double mean(float[] plane) {
        double sum = 0;
        for (float pixel : plane) {
            sum += pixel;
        }
        return sum / plane.length;
    }

    /** Whether there is anything to compare. */
    static boolean isNothing(byte[] likeness) {
        return likeness == NOTHING;
    }

    /** −1 to 1; 0 with a picture without contrast. */
    static double correlation(byte[] a, byte[] b) {
        return correlation(a, b, product(a, a), product(b, b));
    }

    /** The same, where the {@link #product products} of each with itself are known. */
    static double correlation(byte[] a, byte[] b, int first, int second) {
        return first == 0 || second == 0 ? 0 : product(a, b) / Math.sqrt((double) first * second);
    }

    /** Of as many entries as both have. */
    static int product(byte[] a, byte[] b) {
        int product = 0;
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            product += a[i] * b[i];
        }
        return product;
    }

    static byte[] turned(byte[] likeness, Turn turn) {
        byte[] result = new byte[likeness.length];
        for (int plane = 0; plane < likeness.length; plane += AREA) {
            for (int i = 0; i < AREA; i++) {
                result[plane + i] = likeness[plane + turn.source(SIDE, i % SIDE, i / SIDE)];
            }
        }
        return result;
    }
}
