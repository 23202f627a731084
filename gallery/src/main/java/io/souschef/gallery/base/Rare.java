package io.souschef.gallery.base;

import io.souschef.gallery.base.Material.Column;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;

/** Material in which classes are anything but equally frequent. */
public final class Rare {
    private static final RandomStream DRAWN = RandomStream.of(7, "rare");

    private Rare() {}

    /** Three clouds in eight dimensions of 80, 15 and 5 %: [N, 8] → one of 3 classes. */
    public static Material clouds() {
        return Material.of(
                Task.classification(3),
                new Column(new long[] {8}, false, Rare::point),
                new Column(new long[] {}, true, row -> new double[] {cloud(row)}));
    }

    private static int cloud(int row) {
        double u = DRAWN.named("class").at(row).uniform(0);
        return u < 0.8 ? 0 : u < 0.95 ? 1 : 2;
    }

    private static double[] point(int row) {
        double[] x = new double[8];
        for (int d = 0; d < x.length; d++) {
            x[d] = 0.9 * DRAWN.named("centres").at(cloud(row)).gaussian(d)
                    + 0.6 * DRAWN.at(row).gaussian(d);
        }
        return x;
    }
}
