package io.souschef.recipe.hindsight;

import io.souschef.experiment.Evidence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How often a model is right where it says how sure it is, beside what a calibrated one would show by chance. The bins are cut such that
 * each holds an equal part of what is uncertain, Σ p (1 − p), not of the probabilities' range: of a good model nearly all examples lie
 * above 0.9, and bins of equal width would be one full and many empty ones.
 *
 * @see <a href="https://doi.org/10.1175/WAF993.1">Bröcker and Smith 2007: consistency bars, from probabilities that are right</a>
 */
final class ReliabilityDiagram {
    private static final int MOST_BINS = 12, FEWEST_BINS = 3, LEAST_OF_BIN = 8;

    /** Mistakes that a bin should be expected to have, more or less. */
    private static final double MISTAKES = 1.5;

    /** What a calibrated model's bin is inside of with 95 % probability, or more: counts are whole. */
    private static final double TAIL = 0.025;

    private ReliabilityDiagram() {}

    /**
     * Examples of neighbouring probabilities.
     *
     * @param mean of the probabilities
     * @param low what a calibrated model has of {@code share} in 95 of 100 cases at least
     */
    record Bin(int size, double mean, double share, double low, double high) {
        boolean beyondChance() {
            return share < low || share > high;
        }
    }

    /** The least sure first. */
    static List<Bin> bins(double[] confidences, boolean[] right) {
        int[] order = IntStream.range(0, right.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> confidences[i]))
                .mapToInt(i -> i)
                .toArray();
        double uncertain = Arrays.stream(confidences).map(p -> p * (1 - p)).sum();
        double share = uncertain / Math.max(FEWEST_BINS, Math.min(MOST_BINS, Math.floor(uncertain / MISTAKES)));
        List<Bin> bins = new ArrayList<>();
        int from = 0;
        double held = 0;
        for (int i = 0; i < order.length; i++) {
            double p = confidences[order[i]];
            held += p * (1 - p);
            boolean full = held >= share * (bins.size() + 1) && i + 1 - from >= LEAST_OF_BIN;
            if (i + 1 == order.length || (full && order.length - i - 1 >= LEAST_OF_BIN)) {
                bins.add(bin(Arrays.copyOfRange(order, from, i + 1), confidences, right));
                from = i + 1;
            }
        }
        return bins;
    }

    private static Bin bin(int[] members, double[] confidences, boolean[] right) {
        int n = members.length;
        double mean = Arrays.stream(members)
                .mapToDouble(i -> confidences[i])
                .average()
                .orElse(0);
        double share = (double) Arrays.stream(members).filter(i -> right[i]).count() / n;
        double[] wrong = mistakes(
                Arrays.stream(members).mapToDouble(i -> 1 - confidences[i]).toArray());
        return new Bin(n, mean, share, 1 - (double) upper(wrong) / n, 1 - (double) lower(wrong) / n);
    }

    /** How probable each number of mistakes is, each example making its own with its own probability; numbers beyond all likelihood are cut off. */
    private static double[] mistakes(double[] probabilities) {
        double mean = Arrays.stream(probabilities).sum();
        int most = (int) Math.min(probabilities.length, mean + 8 * Math.sqrt(mean) + 8);
        double[] distribution = new double[most + 1];
        distribution[0] = 1;
        for (double p : probabilities) {
            for (int k = most; k > 0; k--) {
                distribution[k] = distribution[k] * (1 - p) + distribution[k - 1] * p;
            }
            distribution[0] *= 1 - p;
        }
        return distribution;
    }

    /** The least number that is not in the lower tail. */
    private static int lower(double[] distribution) {
        double sum = distribution[0];
        int k = 0;
        while (sum < TAIL && k < distribution.length - 1) {
            sum += distribution[++k];
        }
        return k;
    }

    /** The greatest number that is not in the upper tail. */
    private static int upper(double[] distribution) {
        int k = distribution.length - 1;
        double sum = distribution[k];
        while (sum < TAIL && k > 0) {
            sum += distribution[--k];
        }
        return k;
    }

    static Evidence draw(double[] confidences, boolean[] right) {
        List<Bin> bins = bins(confidences, right);
        long beyond = bins.stream().filter(Bin::beyondChance).count();
        double[] mean = bins.stream().mapToDouble(Bin::mean).toArray();
        return Evidence.Curves.of(
                "Reliability diagram",
                "probability of the predicted class, mean of the bin (0 to 1)",
                "share right (0 to 1)",
                "Validation examples in bins by the model's own probability, %,d to %,d in each. The band holds 95 of 100 dots of a calibrated model; outside it: %,d of %,d. Below the band it is too sure, above it not sure enough."
                        .formatted(
                                bins.stream().mapToInt(Bin::size).min().orElse(0),
                                bins.stream().mapToInt(Bin::size).max().orElse(0),
                                beyond,
                                bins.size()),
                Evidence.Line.of(
                        "calibrated",
                        mean,
                        mean,
                        bins.stream().mapToDouble(Bin::low).toArray(),
                        bins.stream().mapToDouble(Bin::high).toArray()),
                Evidence.Line.of(
                        "measured", mean, bins.stream().mapToDouble(Bin::share).toArray()));
    }
}
