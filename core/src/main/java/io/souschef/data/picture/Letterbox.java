package io.souschef.data.picture;

/**
 * Bars of one colour at opposite sides, as films have that were fitted into another shape. A bar ends in a straight line: beyond it most
 * pixels are of another colour. That tells it from a background on which something small stands.
 */
final class Letterbox {
    /** Levels by which a bar's pixels may differ from its mean, and pixels beyond it must. */
    private static final int LIKE = 12, UNLIKE = 20;

    /** Shares of a line: of pixels that may differ within a bar, that must differ beyond it; and of the side, the least of a bar. */
    private static final double STRAY = 0.02, BEYOND = 0.5, LEAST = 0.02;

    private final byte[] grey;
    private final int height;
    private final int width;

    private Letterbox(byte[] grey, int height, int width) {
        this.grey = grey;
        this.height = height;
        this.width = width;
    }

    /** The share of the picture that is bars, 0 … 1; 0 where all of it is of one colour. */
    static double of(byte[] grey, int height, int width) {
        return new Letterbox(grey, height, width).share();
    }

    private double share() {
        double rows = bars(height, width, width, 1);
        double columns = bars(width, height, 1, width);
        return 1 - (1 - rows) * (1 - columns);
    }

    /** The share of lines that are bars. A line {@code k} begins at {@code k * down} and goes on by {@code across}. */
    private double bars(int lines, int length, int down, int across) {
        int first = bar(0, 1, lines, length, down, across);
        int last = bar(lines - 1, -1, lines, length, down, across);
        boolean both = Math.min(first, last) >= Math.max(1, LEAST * lines) && first + last < lines;
        boolean alike = Math.abs(mean(0, length, across) - mean((lines - 1) * down, length, across)) <= LIKE;
        return both && alike ? (double) (first + last) / lines : 0;
    }

    /** How many lines from this one on are of one colour, up to a straight edge; 0 where there is none. */
    private int bar(int from, int step, int lines, int length, int down, int across) {
        double level = mean(from * down, length, across);
        int count = 0;
        while (count < lines && unlike((from + step * count) * down, length, across, level, LIKE) <= STRAY) {
            count++;
        }
        // the line at the edge itself may be a mixture, so the next one decides
        int beyond = from + step * (count + 1);
        return count < lines - 1 && unlike(beyond * down, length, across, level, UNLIKE) >= BEYOND ? count : 0;
    }

    private double mean(int start, int length, int across) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            sum += grey[start + i * across] & 0xff;
        }
        return (double) sum / length;
    }

    /** The share of a line's pixels that are further than so many levels from this one. */
    private double unlike(int start, int length, int across, double level, int levels) {
        int count = 0;
        for (int i = 0; i < length; i++) {
            count += Math.abs((grey[start + i * across] & 0xff) - level) > levels ? 1 : 0;
        }
        return (double) count / length;
    }
}
