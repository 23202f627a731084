package io.souschef.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Probabilities of several tests, each corrected for there being so many: with any dependence between them. */
public final class Holm {
    private Holm() {}

    /**
     * The smallest probability times the number of tests, the second smallest times one fewer, and so on, never falling.
     *
     * @see <a href="https://www.jstor.org/stable/4615733">Holm 1979</a>
     */
    public static double[] adjusted(double... probabilities) {
        int n = probabilities.length;
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> probabilities[i]))
                .mapToInt(i -> i)
                .toArray();
        double[] adjusted = new double[n];
        double least = 0;
        for (int place = 0; place < n; place++) {
            least = Math.max(least, Math.min(1, (n - place) * probabilities[order[place]]));
            adjusted[order[place]] = least;
        }
        return adjusted;
    }

    /** The smallest of them, corrected; 1 where there is none. */
    public static double least(double... probabilities) {
        return probabilities.length == 0
                ? 1
                : Math.min(1, Arrays.stream(probabilities).min().orElse(1) * probabilities.length);
    }
}
