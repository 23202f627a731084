package io.souschef.data;

/**
 * How sharp a picture is, whatever its brightness and contrast: the deviation of its Laplacian, what each pixel differs from the mean of
 * its four neighbours, over the deviation of its pixels. Noise has 1.1, a blurred picture a hundredth.
 *
 * @see <a href="https://doi.org/10.1016/j.patcog.2012.11.011">Pertuz, Puig and Garcia 2013: focus measures; the Laplacian's variance</a>
 */
final class Sharpness {
    /** Levels of 255: a deviation below which there is nothing to be sharp. */
    private static final double FLAT = 2;

    private Sharpness() {}

    /** NaN where there is nothing to be sharp. */
    static double of(byte[] grey, int height, int width) {
        if (height < 3 || width < 3) {
            return Double.NaN;
        }
        long sum = 0;
        long squares = 0;
        long laplacians = 0;
        for (int y = 1; y < height - 1; y++) {
            int row = y * width;
            for (int i = row + 1; i < row + width - 1; i++) {
                int level = grey[i] & 0xff;
                int differs = 4 * level
                        - (grey[i - 1] & 0xff)
                        - (grey[i + 1] & 0xff)
                        - (grey[i - width] & 0xff)
                        - (grey[i + width] & 0xff);
                sum += level;
                squares += (long) level * level;
                laplacians += (long) differs * differs;
            }
        }
        double count = (height - 2.0) * (width - 2);
        double variance = squares / count - sum / count * (sum / count);
        return variance < FLAT * FLAT ? Double.NaN : Math.sqrt(laplacians / count / 16 / variance);
    }
}
