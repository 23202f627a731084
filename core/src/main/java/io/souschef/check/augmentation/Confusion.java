package io.souschef.check.augmentation;

/** How many examples of each class are taken for each. */
final class Confusion {
    private final int[][] counts;

    Confusion(int classes) {
        counts = new int[classes][classes];
    }

    static Confusion of(int classes, double[] truth, double[] predicted) {
        Confusion confusion = new Confusion(classes);
        for (int i = 0; i < truth.length; i++) {
            confusion.add((int) truth[i], (int) predicted[i]);
        }
        return confusion;
    }

    void add(int truth, int predicted) {
        counts[truth][predicted]++;
    }

    /** For each class the share that is taken for each; 0 of one with fewer than {@code least} examples, of which nothing is known. */
    double[][] shares(int least) {
        double[][] shares = new double[counts.length][counts.length];
        for (int a = 0; a < counts.length; a++) {
            int all = 0;
            for (int taken : counts[a]) {
                all += taken;
            }
            for (int b = 0; b < counts.length; b++) {
                shares[a][b] = all < least ? 0 : (double) counts[a][b] / all;
            }
        }
        return shares;
    }
}
