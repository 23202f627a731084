package io.souschef.gallery.newcomers;

import io.souschef.gallery.guests.Examples;
import io.souschef.gallery.guests.Examples.Column;
import io.souschef.gallery.guests.World;
import io.souschef.tensor.RandomStream;
import java.util.Arrays;

/** Counts, signals, masks and messages to learn from: small, made up, learnable. */
final class Fields {
    static final int SIDE = 12, TIMES = 40, WORDS = 10;
    private static final int ALL = 384, TRAIN = 288;

    private Fields() {}

    private static RandomStream row(String what, int i) {
        return RandomStream.of(12, what).at(i);
    }

    /** [N, 5] → how many: e to something linear, with chance. */
    static World.Data visits() {
        float[][] x = World.features("visits", ALL, 5);
        float[][] y = new float[ALL][1];
        for (int i = 0; i < ALL; i++) {
            double rate = Math.exp(0.8 + 0.5 * x[i][0] - 0.4 * x[i][1]);
            y[i][0] = Math.max(
                    0, Math.round(rate + Math.sqrt(rate) * row("visit", i).gaussian(0)));
        }
        return World.split(Examples.of(Column.reals(x, 5), Column.reals(y, 1), ALL), TRAIN);
    }

    /** Two channels [N, 2, 40] of a slow, a middling or a fast wave, in sine and cosine. */
    static World.Data waves(boolean deadChannel) {
        float[][] x = new float[ALL][2 * TIMES];
        long[][] y = new long[ALL][1];
        for (int i = 0; i < ALL; i++) {
            RandomStream row = row("wave", i);
            y[i][0] = row.below(0, 3);
            double pace = new double[] {0.25, 0.5, 0.9}[(int) y[i][0]] * (0.9 + 0.2 * row.uniform(1));
            double phase = 6.28 * row.uniform(2);
            for (int t = 0; t < TIMES; t++) {
                x[i][t] = (float) (1.2 * Math.sin(pace * t + phase) + 0.5 * row.gaussian(10 + t));
                x[i][TIMES + t] =
                        deadChannel ? 0 : (float) (1.2 * Math.cos(pace * t + phase) + 0.5 * row.gaussian(100 + t));
            }
        }
        return World.split(Examples.of(Column.reals(x, 2, TIMES), Column.wholes(y), ALL), TRAIN);
    }

    /** Pictures [N, 1, 12, 12] with one bright disc, and its mask [N, 12, 12]. */
    static World.Data discs() {
        float[][] x = new float[ALL][SIDE * SIDE];
        long[][] y = new long[ALL][SIDE * SIDE];
        for (int i = 0; i < ALL; i++) {
            RandomStream row = row("disc", i);
            double r = 3 + 6 * row.uniform(0);
            double c = 3 + 6 * row.uniform(1);
            for (int j = 0; j < x[i].length; j++) {
                int height = j / SIDE;
                y[i][j] = Math.hypot(height - r, j % SIDE - c) < 2.6 ? 1 : 0;
                x[i][j] = (float) ((y[i][j] == 1 ? 1.8 : -0.4) + 0.5 * row.gaussian(10 + j));
            }
        }
        return World.split(Examples.of(Column.reals(x, 1, SIDE, SIDE), Column.wholes(y, SIDE, SIDE), ALL), TRAIN);
    }

    /** Messages [N, 10] that begin with a mark: more good words than bad ones? */
    static World.Data messages() {
        long[][] x = new long[ALL][WORDS];
        long[][] y = new long[ALL][1];
        for (int i = 0; i < ALL; i++) {
            RandomStream row = row("message", i);
            int score = 0;
            x[i][0] = 1;
            for (int t = 1; t < WORDS; t++) {
                x[i][t] = 2L + row.below(10L + t, 9);
                score += x[i][t] < 5 ? 1 : x[i][t] < 8 ? -1 : 0;
            }
            y[i][0] = score > 0 ? 1 : 0;
        }
        return World.split(Examples.of(Column.wholes(x, WORDS), Column.wholes(y), ALL), TRAIN);
    }

    /** Letters [N, 12], each of which follows from the one before, mostly, and the next one at each place. */
    static World.Data letters() {
        int times = 12;
        long[][] x = new long[ALL][times];
        long[][] y = new long[ALL][times];
        for (int i = 0; i < ALL; i++) {
            RandomStream row = row("letters", i);
            long[] all = new long[times + 1];
            all[0] = row.below(0, 11);
            for (int t = 1; t <= times; t++) {
                all[t] = row.uniform(10 + t) < 0.1
                        ? row.below(50 + t, 11)
                        : (3 * all[t - 1] + (t > 1 ? all[t - 2] % 2 : 0) + 1) % 11;
            }
            x[i] = Arrays.copyOf(all, times);
            y[i] = Arrays.copyOfRange(all, 1, times + 1);
        }
        return World.split(Examples.of(Column.wholes(x, times), Column.wholes(y, times), ALL), TRAIN);
    }
}
