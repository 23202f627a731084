package io.souschef.gallery.base;

import io.souschef.gallery.base.Material.Column;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;

/** Made pictures. */
public final class Shapes {
    private static final int SIDE = 10;
    private static final RandomStream DRAWN = RandomStream.of(7, "shapes");

    private Shapes() {}

    /** A bar lying, standing, rising or falling somewhere in noise: [N, 2, 10, 10] → one of 4 classes. */
    public static Material bars() {
        return Material.of(
                Task.classification(4),
                new Column(new long[] {2, SIDE, SIDE}, false, Shapes::bar),
                new Column(new long[] {}, true, row -> new double[] {row % 4}));
    }

    private static double[] bar(int row) {
        double[] pixels = new double[2 * SIDE * SIDE];
        RandomStream own = DRAWN.at(row);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = 0.5 * own.gaussian(i);
        }
        int y = 2 + own.named("y").below(0, SIDE - 4);
        int x = 2 + own.named("x").below(0, SIDE - 4);
        for (int i = -2; i <= 2; i++) {
            int dy = row % 4 == 0 ? 0 : i;
            int dx = row % 4 == 1 ? 0 : row % 4 == 3 ? -i : i;
            int at = Math.floorMod(y + dy, SIDE) * SIDE + Math.floorMod(x + dx, SIDE);
            pixels[at] += 2;
            pixels[SIDE * SIDE + at] += 1;
        }
        return pixels;
    }
}
