package io.souschef.gallery.fed;

import io.souschef.tensor.RandomStream;

/** Made data, as a file would hold them: raw numbers, raw pixels. The first examples are for training, the rest for evaluation. */
public final class Data {
    /** How many of {@link #flowers}, {@link #houses}, {@link #arrows} … are for training. */
    public static final int TRAIN = 240;

    /** How many there are altogether. */
    public static final int ALL = 336;

    /** Those for training. */
    public static final int[] TRAINING = Rows.range(0, TRAIN);

    /** Those for evaluation. */
    public static final int[] HELD = Rows.range(TRAIN, ALL);

    private static final RandomStream DRAWN = RandomStream.of(11, "gallery data");

    private Data() {}

    /** Six lengths in mm of one of three species: [6] → class. */
    public static Rows flowers() {
        return flowers(ALL, 3);
    }

    /** The same with so many examples and species. */
    public static Rows flowers(int n, int species) {
        float[][] x = new float[n][6];
        double[][] y = new double[n][1];
        RandomStream drawn = DRAWN.named("flowers");
        for (int i = 0; i < n; i++) {
            y[i][0] = drawn.at(i).named("species").below(0, species);
            for (int j = 0; j < 6; j++) {
                double center = 30
                        + 10 * j
                        + 6 * drawn.named("center").at((long) y[i][0]).gaussian(j);
                x[i][j] = (float) (center + 5 * drawn.at(i).gaussian(j));
            }
        }
        return new Rows(x, y, new long[] {6}, new long[] {}, true);
    }

    /** {@link #flowers}, standardised by the training part. */
    public static Rows standardFlowers() {
        Rows raw = flowers();
        Standard standard = Standard.of(raw.x(), TRAINING);
        return raw.map(standard::of);
    }

    /** Five properties of a house, standardised, and its price in thousands: [5] → [1]. */
    public static Rows houses() {
        float[][] x = new float[ALL][5];
        double[][] y = new double[ALL][1];
        RandomStream drawn = DRAWN.named("houses");
        for (int i = 0; i < ALL; i++) {
            for (int j = 0; j < 5; j++) {
                x[i][j] = (float) drawn.at(i).gaussian(j);
            }
            y[i][0] = 250
                    + 60 * x[i][0]
                    + 30 * x[i][1] * x[i][2]
                    - 25 * x[i][3]
                    + 15 * drawn.at(i).gaussian(9);
        }
        return new Rows(x, y, new long[] {5}, new long[] {1}, false);
    }

    /** {@link #houses} with prices of mean 0 and deviation 1. */
    public static Rows standardHouses() {
        Rows raw = houses();
        double[][] y = new double[ALL][1];
        for (int i = 0; i < ALL; i++) {
            y[i][0] = (raw.y()[i][0] - 250) / 78;
        }
        return raw.withTargets(y);
    }

    /** An arrow to the left, to the right, up or down, in noise, as bytes: [1, 9, 9] → one of 4 classes. */
    public static Rows arrows() {
        float[][] x = new float[ALL][81];
        double[][] y = new double[ALL][1];
        RandomStream drawn = DRAWN.named("arrows");
        for (int i = 0; i < ALL; i++) {
            RandomStream own = drawn.at(i);
            int way = own.named("way").below(0, 4);
            y[i][0] = way;
            for (int p = 0; p < 81; p++) {
                x[i][p] = (float) Math.floor(40 + 20 * own.uniform(p));
            }
            int bright = 150 + own.named("bright").below(0, 100);
            for (int along = -3; along <= 3; along++) {
                draw(x[i], way, along, 0, bright);
            }
            for (int off = 1; off <= 3; off++) {
                draw(x[i], way, -3 + off, off, bright);
                draw(x[i], way, -3 + off, -off, bright);
            }
            x[i][0] = own.below(500, 40);
            x[i][80] = 255 - own.below(501, 20);
        }
        return new Rows(x, y, new long[] {1, 9, 9}, new long[] {}, true);
    }

    /** The tip is at −3. Ways: 0 left, 1 right, 2 up, 3 down. */
    private static void draw(float[] image, int way, int along, int across, int bright) {
        int x = way == 0 ? along : way == 1 ? -along : across;
        int y = way == 2 ? along : way == 3 ? -along : across;
        image[(4 + y) * 9 + 4 + x] = bright;
    }

    /** A fruit on a plate, as bytes: apple, lemon or plum, told by colour, size and place: [3, 10, 10] → one of 3 classes. */
    public static Rows fruit() {
        float[][] x = new float[ALL][300];
        double[][] y = new double[ALL][1];
        double[][] colour = {{210, 60, 40}, {225, 200, 50}, {95, 45, 140}};
        RandomStream drawn = DRAWN.named("fruit");
        for (int i = 0; i < ALL; i++) {
            RandomStream own = drawn.at(i);
            int kind = own.named("kind").below(0, 3);
            y[i][0] = kind;
            double cx = 3 + 3 * own.uniform(0);
            double cy = 3 + 1.5 * own.uniform(1) + kind;
            double r = 1.8 + 0.5 * kind + 0.4 * own.uniform(2);
            for (int p = 0; p < 300; p++) {
                int c = p / 100;
                int column = p % 10;
                int row = p % 100 / 10;
                double d = Math.hypot(column - cx, row - cy) / r;
                double fruit = Math.exp(-d * d);
                double plate = 120 + 40 * (p % 100 / 10) / 9.0 - 20 * c;
                double value = plate
                        + fruit * (colour[kind][c] - plate)
                        + 12 * own.named("noise").gaussian(p);
                x[i][p] = (float) Math.floor(Math.max(0, Math.min(255, value)));
            }
            for (int c = 0; c < 3; c++) {
                x[i][100 * c] = own.named("shadow").below(c, 12);
                x[i][100 * c + 9] = 255 - own.named("shine").below(c, 12);
            }
        }
        return new Rows(x, y, new long[] {3, 10, 10}, new long[] {}, true);
    }

    /** Pixels from bytes: x / 255, then minus 0.45 and over 0.25. */
    public static float[] pixels(float[] bytes) {
        float[] out = new float[bytes.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (bytes[i] / 255f - 0.45f) / 0.25f;
        }
        return out;
    }

    /** Eight measurements and four tags: [8] → [4] of zeros and ones. */
    public static Rows tags() {
        float[][] x = new float[ALL][8];
        double[][] y = new double[ALL][4];
        RandomStream drawn = DRAWN.named("tags");
        for (int i = 0; i < ALL; i++) {
            for (int j = 0; j < 8; j++) {
                x[i][j] = (float) drawn.at(i).gaussian(j);
            }
            for (int l = 0; l < 4; l++) {
                y[i][l] = x[i][l] + 0.5 * x[i][7 - l] + 0.3 * drawn.at(i).gaussian(20 + l) > 0.3 ? 1 : 0;
            }
        }
        return new Rows(x, y, new long[] {8}, new long[] {4}, false);
    }

    /** A bright cell in a dark dish and its mask: [1, 10, 10] → [10, 10] of 0 and 1. */
    public static Rows cells() {
        float[][] x = new float[ALL][100];
        double[][] y = new double[ALL][100];
        RandomStream drawn = DRAWN.named("cells");
        for (int i = 0; i < ALL; i++) {
            RandomStream own = drawn.at(i);
            double cx = 2 + 6 * own.uniform(0);
            double cy = 2 + 6 * own.uniform(1);
            double r = 1.6 + own.uniform(2);
            for (int p = 0; p < 100; p++) {
                int column = p % 10;
                int row = p / 10;
                boolean inside = Math.hypot(column - cx, row - cy) < r;
                y[i][p] = inside ? 1 : 0;
                x[i][p] = (float)
                        ((inside ? 1.2 : -0.5) + 0.5 * own.named("noise").gaussian(p));
            }
        }
        return new Rows(x, y, new long[] {1, 10, 10}, new long[] {10, 10}, true);
    }
}
