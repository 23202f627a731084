package io.souschef.check.augmentation;

import java.util.Arrays;

/** Counts of predictions. */
final class Relearnt {
    private static final int LEAST = 6;

    private Relearnt() {}

    /** Of the examples of class a that were predicted right, the share that is taken for class b when changed. */
    static double[][] taken(int classes, double[] held, double[] heldOut, double[] changed) {
        double[][] taken = new double[classes][classes];
        int[] right = new int[classes];
        for (int i = 0; i < held.length; i++) {
            if (held[i] == heldOut[i]) {
                right[(int) held[i]]++;
                taken[(int) held[i]][(int) changed[i]]++;
            }
        }
        for (int a = 0; a < classes; a++) {
            for (int b = 0; b < classes; b++) {
                taken[a][b] = right[a] < LEAST ? 0 : taken[a][b] / right[a];
            }
        }
        return taken;
    }

    /** Agreement beyond chance. */
    static double skill(int classes, double[] held, double[] predicted) {
        double right = 0;
        double[] counts = new double[classes];
        for (int i = 0; i < held.length; i++) {
            right += held[i] == predicted[i] ? 1.0 / held.length : 0;
            counts[(int) held[i]] += 1.0 / held.length;
        }
        double chance = Arrays.stream(counts).map(c -> c * c).sum();
        return chance >= 1 ? 0 : (right - chance) / (1 - chance);
    }
}
