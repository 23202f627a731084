package io.souschef.gallery.guests;

import io.souschef.gallery.guests.Examples.Column;
import io.souschef.tensor.RandomStream;

/** Tables to learn from: small, made up, learnable. */
public final class World {
    static final int TRAIN = 320, ALL = 448;

    /** One part to train on, one to evaluate on. */
    public record Data(Examples train, Examples test) {}

    private World() {}

    public static Data split(Examples all) {
        return split(all, TRAIN);
    }

    public static Data split(Examples all, int at) {
        return new Data(all.part(0, at), all.part(at, all.to()));
    }

    /** {@value #ALL} rows of one input, of which the first {@value #TRAIN} are for training. */
    public static Data split(Column input, Column target) {
        return split(Examples.of(input, target, ALL));
    }

    /** Standard normal features. */
    public static float[][] features(String name, int rows, int width) {
        float[][] x = new float[rows][width];
        for (int i = 0; i < rows; i++) {
            RandomStream row = RandomStream.of(5, name).at(i);
            for (int j = 0; j < width; j++) {
                x[i][j] = (float) row.gaussian(j);
            }
        }
        return x;
    }

    /** A class for a row of features: the largest of some bent scores. */
    public static int classOf(float[] x, int classes, double noise, long row) {
        int best = 0;
        double highest = Double.NEGATIVE_INFINITY;
        RandomStream w = RandomStream.of(5, "scores");
        for (int k = 0; k < classes; k++) {
            double score = 0.8 * x[k % x.length] * x[(k + 1) % x.length];
            for (int j = 0; j < x.length; j++) {
                score += w.at(k).gaussian(j) * x[j];
            }
            score += noise * RandomStream.of(5, "label noise").at(row).gaussian(k);
            if (score > highest) {
                highest = score;
                best = k;
            }
        }
        return best;
    }

    public static long[][] classes(float[][] x, int classes, double noise) {
        long[][] y = new long[x.length][1];
        for (int i = 0; i < x.length; i++) {
            y[i][0] = classOf(x[i], classes, noise, i);
        }
        return y;
    }

    /** [N, 8] → one of four. */
    public static Data table() {
        float[][] x = features("table", ALL, 8);
        return split(Column.reals(x, 8), Column.wholes(classes(x, 4, 0.3)));
    }

    /** Something between −2 and 2, mean about 0 and deviation about 1. */
    public static float price(float[] x, long row) {
        double y = 0.6 * x[0] + 0.7 * Math.sin(2 * x[1]) + 0.4 * x[2] * x[3] - 0.3 * x[4];
        return (float) (y + 0.1 * RandomStream.of(5, "price noise").at(row).gaussian(0));
    }

    /** [N, 6] → a number. */
    public static Data houses() {
        float[][] x = features("houses", ALL, 6);
        float[][] y = new float[ALL][1];
        for (int i = 0; i < ALL; i++) {
            y[i][0] = price(x[i], i);
        }
        return split(Column.reals(x, 6), Column.reals(y, 1));
    }

    /** Numbers [N, 4] and two categories [N, 2], of 6 and of 5 → one of three. */
    public static Data customers() {
        float[][] x = features("customers", ALL, 4);
        long[][] codes = new long[ALL][2];
        long[][] y = new long[ALL][1];
        RandomStream effect = RandomStream.of(5, "effects");
        for (int i = 0; i < ALL; i++) {
            RandomStream row = RandomStream.of(5, "codes").at(i);
            codes[i] = new long[] {row.below(0, 6), row.below(1, 5)};
            double best = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < 3; k++) {
                double score = 1.5 * effect.at(k, 1).gaussian(codes[i][0])
                        + 1.5 * effect.at(k, 2).gaussian(codes[i][1])
                        + x[i][k]
                        + 0.5 * x[i][3] * x[i][k];
                if (score > best) {
                    best = score;
                    y[i][0] = k;
                }
            }
        }
        return split(
                Examples.of("numbers", Column.reals(x, 4), "codes", Column.wholes(codes, 2), Column.wholes(y), ALL));
    }
}
