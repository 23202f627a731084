package io.souschef.data.learner;

import io.souschef.tensor.RandomStream;
import java.util.Arrays;

/**
 * Which part each example is in when a learner is fitted several times, each time without one part.
 *
 * @param of by place, 0 … count − 1, or {@link #NONE}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
public record Folds(int[] of, int count) {
    /** Of an example that no learner is fitted on. */
    static final int NONE = -1;

    /**
     * At random, but with equally many of every class in each, give or take one.
     *
     * @param labels by place, 0 … classes − 1
     */
    public static Folds stratified(int[] labels, int classes, int count, long seed) {
        int[] of = new int[labels.length];
        int[] next = new int[classes];
        for (int k = 0; k < classes; k++) {
            next[k] = k % count;
        }
        for (int place : RandomStream.of(seed, "folds").permutation(labels.length)) {
            of[place] = next[labels[place]]++ % count;
        }
        return new Folds(of, count);
    }

    /**
     * These, of the places {@code places} among {@code size}; those at other places are in none.
     *
     * @param places by place of these
     */
    public Folds at(int[] places, int size) {
        int[] all = new int[size];
        Arrays.fill(all, NONE);
        for (int i = 0; i < places.length; i++) {
            all[places[i]] = of[i];
        }
        return new Folds(all, count);
    }
}
