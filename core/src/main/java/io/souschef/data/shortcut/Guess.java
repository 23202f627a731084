package io.souschef.data.shortcut;

import java.util.Arrays;

/**
 * Guesses the label from the bin that a number falls into: the class of which the largest share of all its members is in the bin, the
 * example itself left out. Judged by balanced accuracy, so that a frequent class is worth no more than a rare one.
 */
final class Guess {
    private final int[] bins;
    private final int count;

    /** @param values one per example, NaN where there is none; these share a bin */
    Guess(double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        int wanted = (int) Math.max(2, Math.min(64, Math.sqrt(sorted.length)));
        double[] edges = new double[wanted - 1];
        Arrays.setAll(edges, i -> sorted.length == 0 ? 0 : sorted[(int) ((i + 1L) * sorted.length / wanted)]);
        double[] distinct = Arrays.stream(edges).distinct().toArray();
        bins = new int[values.length];
        for (int i = 0; i < bins.length; i++) {
            int place = Arrays.binarySearch(distinct, values[i]);
            bins[i] = Double.isNaN(values[i]) ? 0 : 1 + (place >= 0 ? place + 1 : -place - 1);
        }
        count = distinct.length + 2;
    }

    private Guess(int[] bins, int count) {
        this.bins = bins;
        this.count = count;
    }

    /** @param codes one per example, 0 or more: which word it has, and with it which bin is its own */
    static Guess ofWords(int[] codes) {
        return new Guess(codes, Arrays.stream(codes).max().orElse(0) + 1);
    }

    /** @param labels one per example, 0 … classes − 1, each occurring */
    double balancedAccuracy(int[] labels, int classes) {
        int[] members = new int[classes];
        int[] counts = new int[count * classes];
        for (int i = 0; i < labels.length; i++) {
            members[labels[i]]++;
            counts[bins[i] * classes + labels[i]]++;
        }
        double sum = 0;
        for (int bin = 0; bin < count; bin++) {
            sum += right(counts, bin * classes, members);
        }
        return sum / classes;
    }

    /** Of the members of each class that are in this bin, the share of the class that is guessed right; summed over the classes. */
    private static double right(int[] counts, int from, int[] members) {
        int best = -1;
        double first = -1;
        double second = -1;
        for (int k = 0; k < members.length; k++) {
            double share = (double) counts[from + k] / members[k];
            if (share > first) {
                second = first;
                first = share;
                best = k;
            } else if (share > second) {
                second = share;
            }
        }
        double sum = 0;
        for (int k = 0; k < members.length; k++) {
            double rest = (counts[from + k] - 1.0) / members[k];
            double others = k == best ? second : first;
            if (rest > others) {
                sum += (double) counts[from + k] / members[k];
            } else if (rest == others) {
                sum += 0.5 * counts[from + k] / members[k];
            }
        }
        return sum;
    }
}
