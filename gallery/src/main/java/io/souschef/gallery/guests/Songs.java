package io.souschef.gallery.guests;

import io.souschef.gallery.guests.Examples.Column;
import io.souschef.tensor.RandomStream;
import java.util.Arrays;

/** Notes that go up by one, two or five, mostly. */
final class Songs {
    static final int NOTES = 12;
    private static final int ALL = 320, TRAIN = 224, VOICES = 8, LENGTH = 10;

    private Songs() {}

    private static long[] song(int i, int length) {
        RandomStream row = RandomStream.of(6, "song").at(i);
        int[] steps = {1, 2, 5};
        int step = steps[row.below(0, 3)];
        long[] notes = new long[length];
        notes[0] = row.below(1, NOTES);
        for (int t = 1; t < length; t++) {
            notes[t] = row.uniform(2L * t) < 0.85 ? (notes[t - 1] + step) % NOTES : row.below(2L * t + 1, NOTES);
        }
        return notes;
    }

    /** Long songs cut into pieces [N, 10]: 8 voices side by side, row after row in order of time, and the next note at each place. */
    static World.Data pieces() {
        int pieces = ALL / VOICES;
        long[][] x = new long[ALL][LENGTH];
        long[][] y = new long[ALL][LENGTH];
        for (int v = 0; v < VOICES; v++) {
            long[] notes = song(1000 + v, pieces * LENGTH + 1);
            for (int p = 0; p < pieces; p++) {
                x[p * VOICES + v] = Arrays.copyOfRange(notes, LENGTH * p, LENGTH * p + LENGTH);
                y[p * VOICES + v] = Arrays.copyOfRange(notes, LENGTH * p + 1, LENGTH * p + LENGTH + 1);
            }
        }
        return World.split(Examples.of(Column.wholes(x, LENGTH), Column.wholes(y, LENGTH), ALL), TRAIN);
    }
}
