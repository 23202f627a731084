package io.souschef.gallery.guests;

import io.souschef.gallery.guests.Examples.Column;
import io.souschef.tensor.RandomStream;

/** Pictures: small, drawn by rule, with noise over them. */
public final class Sights {
    public static final int SIDE = 10;
    private static final int ALL = 352, TRAIN = 256;

    private Sights() {}

    /** Whether the figure of {@code kind}, a bar that lies, one that stands, a cross, a square, covers a place from its middle. */
    private static boolean covers(int kind, int r, int c) {
        int ar = Math.abs(r);
        int ac = Math.abs(c);
        return switch (kind) {
            case 0 -> ar == 0 && ac <= 2;
            case 1 -> ac == 0 && ar <= 2;
            case 2 -> ar == ac && ar <= 2;
            default -> Math.max(ar, ac) == 2;
        };
    }

    /** Pictures [N, 1, 10, 10] of four figures, (v − 0.3) / 0.2. */
    public static World.Data figures() {
        float[][] x = new float[ALL][SIDE * SIDE];
        long[][] y = new long[ALL][1];
        for (int i = 0; i < ALL; i++) {
            RandomStream row = RandomStream.of(8, "sight").at(i);
            y[i][0] = RandomStream.of(8, "kind").at(i).below(0, 4);
            int r0 = 2 + row.below(0, SIDE - 4);
            int c0 = 2 + row.below(1, SIDE - 4);
            for (int j = 0; j < x[i].length; j++) {
                double v = 0.25 + 0.12 * row.gaussian(10 + j);
                v += covers((int) y[i][0], j / SIDE - r0, j % SIDE - c0) ? 0.5 : 0;
                x[i][j] = (float) ((Math.min(1, Math.max(0, v)) - 0.3) / 0.2);
            }
        }
        return World.split(Examples.of(Column.reals(x, 1, SIDE, SIDE), Column.wholes(y), ALL), TRAIN);
    }

    /** Black-and-white patterns [N, 36] of a few strokes, to be given back: the target is the input. */
    public static World.Data strokes() {
        float[][] x = new float[ALL][36];
        for (int i = 0; i < ALL; i++) {
            RandomStream row = RandomStream.of(8, "stroke").at(i);
            int r = row.below(0, 6);
            int c = row.below(1, 6);
            for (int j = 0; j < 36; j++) {
                boolean on = j / 6 == r || j % 6 == c;
                x[i][j] = on == row.uniform(10 + j) > 0.03 ? 1 : 0;
            }
        }
        return World.split(Examples.of(Column.reals(x, 36), Column.reals(x, 36), ALL), TRAIN);
    }
}
