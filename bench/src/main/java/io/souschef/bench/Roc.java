package io.souschef.bench;

import java.util.Comparator;
import java.util.stream.IntStream;

/** How well a ranking tells positives, that should come first, from all others. */
final class Roc {
    private Roc() {}

    /** Places, the highest score first; among equals the lower place. */
    static int[] ranking(double[] scores) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
                .mapToInt(i -> i)
                .toArray();
    }

    /** The area under the curve: the share of pairs of a positive and another in which the positive comes first. */
    static double area(int[] ranking, boolean[] positive) {
        long othersBefore = 0;
        long pairs = 0;
        for (int place : ranking) {
            if (positive[place]) {
                pairs += othersBefore;
            } else {
                othersBefore++;
            }
        }
        long positives = ranking.length - othersBefore;
        return 1 - (double) pairs / (othersBefore * (double) positives);
    }

    /** The mean over the positives of the share of positives among those ranked up to there. */
    static double averagePrecision(int[] ranking, boolean[] positive) {
        double sum = 0;
        int found = 0;
        for (int i = 0; i < ranking.length; i++) {
            if (positive[ranking[i]]) {
                found++;
                sum += (double) found / (i + 1);
            }
        }
        return sum / Math.max(1, found);
    }

    /** The harmonic mean of precision and recall of these places. */
    static double f1(int[] flagged, boolean[] positive) {
        double right = IntStream.of(flagged).filter(i -> positive[i]).count();
        double all =
                IntStream.range(0, positive.length).filter(i -> positive[i]).count();
        return 2 * right / Math.max(1, flagged.length + all);
    }
}
