package io.souschef.data.learner;

import io.souschef.tensor.RandomStream;

/**
 * Which part each example is in when a learner is fitted several times, each time without one part.
 *
 * @param of by place, 0 … count − 1
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
public record Folds(int[] of, int count) {
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
}
