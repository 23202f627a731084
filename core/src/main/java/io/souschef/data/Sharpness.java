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

    /** Pixels of which the squared Laplacians, each below 1,020², surely add up to an int: such loops the compiler makes vectors of. */
    private static final int PART = 2000;

    private Sharpness() {}

    /** NaN where there is nothing to be sharp. */
    static double of(byte[] grey, int height, int width) {
        if (height < 3 || width < 3) {
            return Double.NaN;
        }
        long sum = 0;
        long squares = 0;
        long laplacians = 0;
        int[] above = new int[width];
        int[] here = levels(grey, 0, new int[width]);
        int[] below = levels(grey, width, new int[width]);
        for (int y = 1; y < height - 1; y++) {
            int[] next = above;
            above = here;
            here = below;
            below = levels(grey, (y + 1) * width, next);
            for (int from = 1; from < width - 1; from += PART) {
                int to = Math.min(from + PART, width - 1);
                sum += sum(here, from, to);
                squares += squares(here, from, to);
                laplacians += laplacians(above, here, below, from, to);
            }
        }
        double count = (height - 2.0) * (width - 2);
        double variance = squares / count - sum / count * (sum / count);
        return variance < FLAT * FLAT ? Double.NaN : Math.sqrt(laplacians / count / 16 / variance);
    }

    private static int[] levels(byte[] grey, int from, int[] row) {
        for (int x = 0; x < row.length; x++) {
            row[x] = grey[from + x] & 0xff;
        }
        return row;
    }

    private static int sum(int[] row, int from, int to) {
        int sum = 0;
        for (int x = from; x < to; x++) {
            sum += row[x];
        }
        return sum;
    }

    private static int squares(int[] row, int from, int to) {
        int sum = 0;
        for (int x = from; x < to; x++) {
            sum += row[x] * row[x];
        }
        return sum;
    }

    private static int laplacians(int[] above, int[] here, int[] below, int from, int to) {
        int sum = 0;
        for (int x = from; x < to; x++) {
            int differs = 4 * here[x] - here[x - 1] - here[x + 1] - above[x] - below[x];
            sum += differs * differs;
        }
        return sum;
    }
}
