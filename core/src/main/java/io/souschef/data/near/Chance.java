package io.souschef.data.near;

import io.souschef.tensor.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How alike images of one class are by chance. Where all look alike (trousers, digits), a high correlation means nothing; where none
 * does, a lower one already does. Of random pairs within the classes the middle and the 90 % quantile are measured; taken for a normal distribution (after
 * Fisher's transformation), they tell the greatest correlation that unrelated pairs of so large a set are expected to reach. The quantile
 * lies so far inside that copies, of which the set may be full, do not move it.
 *
 * @see <a href="https://doi.org/10.2307/2331838">Fisher 1915: the transformation that makes correlations normal</a>
 */
final class Chance {
    private static final int PAIRS = 1 << 18;

    /** The normal distribution's 90 % quantile. */
    private static final double Q90 = 1.2815515655446004;

    /** Whatever the set, less than this is not the same picture: unrelated made pictures stay below 0.83 in 180,000 pairs. */
    static final double LEAST = 0.95;

    /** So much must suffice: bytes are not more exact. */
    static final double MOST = 0.998;

    private Chance() {}

    /**
     * The correlation from which on two images of this set are the same picture.
     *
     * @param labels the class of each, from 0 on; all 0 where there are none
     */
    static double threshold(byte[][] likenesses, int[] labels, double comparisons, long seed) {
        RandomStream random = RandomStream.of(seed, "near duplicates, by chance");
        int n = likenesses.length;
        if (n < 2) {
            return LEAST;
        }
        int[][] members = members(labels);
        int[] squares = IntStream.range(0, n)
                .map(i -> Likeness.product(likenesses[i], likenesses[i]))
                .toArray();
        double[] z = IntStream.range(0, PAIRS)
                .parallel()
                .mapToDouble(i -> {
                    int a = random.below(2L * i, n);
                    int[] kin = members[labels[a]];
                    int b = kin[random.below(2L * i + 1, kin.length)];
                    return a == b
                            ? Double.NaN
                            : transformed(Likeness.correlation(likenesses[a], likenesses[b], squares[a], squares[b]));
                })
                .filter(v -> !Double.isNaN(v))
                .sorted()
                .toArray();
        if (z.length == 0) {
            return LEAST;
        }
        double middle = z[z.length / 2];
        double deviation = (z[(int) (0.9 * z.length)] - middle) / Q90;
        return Math.min(MOST, Math.max(LEAST, Math.tanh(middle + deviation * expectedMaximum(comparisons))));
    }

    private static int[][] members(int[] labels) {
        return IntStream.rangeClosed(0, Arrays.stream(labels).max().orElse(0))
                .mapToObj(k -> IntStream.range(0, labels.length)
                        .filter(i -> labels[i] == k)
                        .toArray())
                .toArray(int[][]::new);
    }

    private static double transformed(double correlation) {
        return 0.5 * Math.log((1 + correlation) / Math.max(1e-9, 1 - correlation));
    }

    /** Of so many independent standard normal numbers, about: the first terms of its expansion. */
    private static double expectedMaximum(double count) {
        double log = Math.log(Math.max(10, count));
        return Math.sqrt(Math.max(0, 2 * log - Math.log(4 * Math.PI * log)));
    }
}
