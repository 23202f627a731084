package io.souschef.gallery.base;

import io.souschef.gallery.base.Material.Column;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;
import java.util.function.DoubleUnaryOperator;

/** Made rows of a table. */
public final class Rows {
    private static final RandomStream DRAWN = RandomStream.of(7, "rows");

    private Rows() {}

    /** Three clouds in eight dimensions, [N, 8] → one of 3 classes. */
    public static Material clouds() {
        return Material.of(
                Task.classification(3),
                new Column(new long[] {8}, false, Rows::cloud),
                new Column(new long[] {}, true, row -> new double[] {row % 3}));
    }

    private static double[] cloud(int row) {
        double[] x = new double[8];
        for (int d = 0; d < x.length; d++) {
            x[d] = 0.9 * DRAWN.named("centres").at(row % 3).gaussian(d)
                    + 0.6 * DRAWN.at(row).gaussian(d);
        }
        return x;
    }

    /** A smooth function of six numbers with a little noise, standardised: [N, 6] → [N, 1]. */
    public static Material surface() {
        return Material.of(
                Task.regression(),
                new Column(new long[] {6}, false, Rows::point),
                new Column(new long[] {1}, false, row -> new double[] {height(row)}));
    }

    /** The same with targets [N], as they come out of many a reader. */
    public static Material surfaceWithFlatTargets() {
        return Material.of(
                Task.regression(),
                new Column(new long[] {6}, false, Rows::point),
                new Column(new long[] {}, false, row -> new double[] {height(row)}));
    }

    private static double[] point(int row) {
        double[] x = new double[6];
        for (int d = 0; d < x.length; d++) {
            x[d] = DRAWN.named("points").at(row).gaussian(d);
        }
        return x;
    }

    private static double height(int row) {
        double[] x = point(row);
        return 0.6 * x[0]
                - 0.5 * x[1]
                + 0.7 * Math.sin(2 * x[2])
                + 0.4 * x[3] * x[4]
                + 0.1 * DRAWN.named("noise").at(row).gaussian(0);
    }

    /** Four yes-or-no labels of eight numbers: [N, 8] → [N, 4]. */
    public static Material labels() {
        return Material.of(
                Task.multiLabel(4),
                new Column(new long[] {8}, false, Rows::cloud),
                new Column(new long[] {4}, false, row -> {
                    double[] x = cloud(row);
                    return new double[] {
                        x[0] > 0 ? 1 : 0, x[1] + x[2] > 0 ? 1 : 0, x[3] * x[4] > 0 ? 1 : 0, x[5] > 0.2 ? 1 : 0
                    };
                }));
    }

    /** One yes-or-no label of six numbers: [N, 6] → [N, 1]. */
    public static Material oneLabel() {
        return Material.of(
                Task.multiLabel(1),
                new Column(new long[] {6}, false, Rows::point),
                new Column(new long[] {1}, false, row -> new double[] {height(row) > 0 ? 1 : 0}));
    }

    /** The surface with its heights around {@code mean}, not standardised. */
    public static Material surfaceAround(double mean) {
        return Material.of(
                Task.regression(),
                new Column(new long[] {6}, false, Rows::point),
                new Column(new long[] {1}, false, row -> new double[] {mean + height(row)}));
    }

    /** The clouds, of which one example in thirteen is positive: [N, 8] → one of 2 classes. */
    public static Material rare() {
        return Material.of(
                Task.classification(2),
                new Column(new long[] {8}, false, row -> cloud(row % 13 == 0 ? 3 * row : 3 * row + 1)),
                new Column(new long[] {}, true, row -> new double[] {row % 13 == 0 ? 1 : 0}));
    }

    /** The surface with its heights put through a function, not standardised. */
    public static Material surfaceMapped(DoubleUnaryOperator to) {
        return Material.of(
                Task.regression(),
                new Column(new long[] {6}, false, Rows::point),
                new Column(new long[] {1}, false, row -> new double[] {to.applyAsDouble(height(row))}));
    }
}
