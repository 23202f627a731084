package io.souschef.recipe.skeleton;

import java.util.Arrays;

/** The k best of each of several rows, gathered block by block; among equals the one that came first. */
final class Candidates {
    private final int k;
    private final float[][] scores;
    private final int[][] indices;

    Candidates(int rows, int k) {
        this.k = k;
        this.scores = new float[rows][k];
        this.indices = new int[rows][k];
        for (float[] row : scores) {
            Arrays.fill(row, Float.NEGATIVE_INFINITY);
        }
    }

    /**
     * @param top per row the block's best scores, falling
     * @param where they stand in the block
     * @param offset of the block
     */
    void offer(float[] top, long[] where, int offset) {
        int each = top.length / scores.length;
        for (int row = 0; row < scores.length; row++) {
            for (int i = row * each; i < (row + 1) * each; i++) {
                insert(scores[row], indices[row], top[i], offset + (int) where[i]);
            }
        }
    }

    private void insert(float[] row, int[] index, float score, int candidate) {
        int at = k;
        while (at > 0 && score > row[at - 1]) {
            at--;
        }
        if (at == k) {
            return;
        }
        System.arraycopy(row, at, row, at + 1, k - at - 1);
        System.arraycopy(index, at, index, at + 1, k - at - 1);
        row[at] = score;
        index[at] = candidate;
    }

    /** Per row, best first. */
    int[][] nearest() {
        return indices;
    }
}
