package io.souschef.data.picture;

/**
 * How sharp a picture is, whatever its brightness and contrast: the deviation of its Laplacian, what each pixel differs from the mean of
 * its four neighbours, over the deviation of its pixels. Noise has 1.1, a blurred picture a hundredth.
 *
 * @see <a href="https://doi.org/10.1016/j.patcog.2012.11.011">Pertuz, Puig and Garcia 2013: focus measures; the Laplacian's variance</a>
 */
final class Sharpness {
    /** Levels of 255: a deviation below which there is nothing to be sharp. */
    private static final double FLAT = 2;

    /** Pixels whose squared Laplacians, each at most 1,020², surely add up to an int: a faster sum than that of longs. */
    private static final int PART = 2000;

    private final byte[] grey;
    private final int width;
    private long sum;
    private long squares;
    private long laplacians;

    private Sharpness(byte[] grey, int width) {
        this.grey = grey;
        this.width = width;
    }

    /** NaN where there is nothing to be sharp. */
    static double of(byte[] grey, int height, int width) {
        if (height < 3 || width < 3) {
            return Double.NaN;
        }
        Sharpness all = new Sharpness(grey, width);
        for (int y = 1; y < height - 1; y++) {
            int end = y * width + width - 1;
            for (int from = y * width + 1; from < end; from += PART) {
                all.add(from, Math.min(from + PART, end));
            }
        }
        double count = (height - 2.0) * (width - 2);
        double variance = all.squares / count - all.sum / count * (all.sum / count);
        return variance < FLAT * FLAT ? Double.NaN : Math.sqrt(all.laplacians / count / 16 / variance);
    }

    private void add(int from, int to) {
        int levels = 0;
        int squared = 0;
        int differences = 0;
        for (int i = from; i < to; i++) {
            int level = grey[i] & 0xff;
            int differs = 4 * level
                    - (grey[i - 1] & 0xff)
                    - (grey[i + 1] & 0xff)
                    - (grey[i - width] & 0xff)
                    - (grey[i + width] & 0xff);
            levels += level;
            squared += level * level;
            differences += differs * differs;
        }
        sum += levels;
        squares += squared;
        laplacians += differences;
    }
}
