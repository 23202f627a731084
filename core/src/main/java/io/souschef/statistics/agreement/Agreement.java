package io.souschef.statistics.agreement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Coefficients of agreement, as functions of how many examples there are of each kind. All count only examples with two labels or more.
 *
 * @see Kinds#interval
 */
public final class Agreement {
    private Agreement() {}

    /** The share of pairs of labels of one example that are the same, the mean over examples. */
    public static ToDoubleFunction<long[]> percent(Kinds kinds) {
        double[] each = new double[kinds.labels().length];
        for (int kind = 0; kind < each.length; kind++) {
            each[kind] = same(kinds, kind);
        }
        return counts -> weighted(each, counts);
    }

    private static double weighted(double[] each, long[] counts) {
        double sum = 0;
        double all = 0;
        for (int kind = 0; kind < each.length; kind++) {
            sum += counts[kind] * each[kind];
            all += counts[kind];
        }
        return sum / all;
    }

    private static double same(Kinds kinds, int kind) {
        double pairs = 0;
        for (int votes : votes(kinds, kind)) {
            pairs += (double) votes * (votes - 1);
        }
        double n = kinds.labels()[kind].length;
        return pairs / (n * (n - 1));
    }

    private static int[] votes(Kinds kinds, int kind) {
        int[] votes = new int[kinds.classes()];
        for (int label : kinds.labels()[kind]) {
            votes[label]++;
        }
        return votes;
    }

    /**
     * Fleiss' κ: agreement beyond what people would have who draw from the same urn of labels. Where not every example has as many labels,
     * each counts as much as any other. NaN where only one label was ever given.
     *
     * @see <a href="https://doi.org/10.1037/h0031619">Fleiss 1971</a>
     */
    public static ToDoubleFunction<long[]> fleissKappa(Kinds kinds) {
        ToDoubleFunction<long[]> percent = percent(kinds);
        return counts -> {
            double expected = 0;
            double[] totals = totals(kinds, counts);
            double all = sum(totals);
            for (double total : totals) {
                expected += total / all * (total / all);
            }
            return expected < 1 ? (percent.applyAsDouble(counts) - expected) / (1 - expected) : Double.NaN;
        };
    }

    /**
     * Krippendorff's α: one minus the disagreement within examples over the disagreement of all labels with all. Any number of people, any
     * labels missing. NaN where only one label was ever given.
     *
     * @param values what each label is as a number; looked at on an interval scale only
     * @see <a href="https://repository.upenn.edu/handle/20.500.14332/2089">Krippendorff 2011: computing Krippendorff's alpha-reliability</a>
     */
    public static ToDoubleFunction<long[]> alpha(Kinds kinds, Level level, double[] values) {
        int k = kinds.classes();
        double[][][] within = new double[kinds.labels().length][][];
        for (int kind = 0; kind < within.length; kind++) {
            within[kind] = coincidences(votes(kinds, kind));
        }
        return counts -> {
            double[][] coincidences = new double[k][k];
            for (int kind = 0; kind < within.length; kind++) {
                for (double[] entry : within[kind]) {
                    coincidences[(int) entry[0]][(int) entry[1]] += counts[kind] * entry[2];
                }
            }
            double[] totals = totals(kinds, counts);
            double all = sum(totals);
            double observed = 0;
            double expected = 0;
            for (int c = 0; c < k; c++) {
                for (int d = 0; d < k; d++) {
                    double distance = c == d ? 0 : level.distance(c, d, totals, values);
                    observed += coincidences[c][d] * distance;
                    expected += totals[c] * totals[d] * distance;
                }
            }
            return expected > 0 ? 1 - (all - 1) * observed / expected : Double.NaN;
        };
    }

    /** Of one example: label, other label, pairs of them over the number of the others. */
    private static double[][] coincidences(int[] votes) {
        int n = Arrays.stream(votes).sum();
        List<double[]> entries = new ArrayList<>();
        for (int c = 0; c < votes.length; c++) {
            for (int d = 0; d < votes.length; d++) {
                double pairs = (double) votes[c] * (votes[d] - (c == d ? 1 : 0));
                if (pairs > 0) {
                    entries.add(new double[] {c, d, pairs / (n - 1)});
                }
            }
        }
        return entries.toArray(double[][]::new);
    }

    private static double[] totals(Kinds kinds, long[] counts) {
        double[] totals = new double[kinds.classes()];
        for (int kind = 0; kind < counts.length; kind++) {
            for (int label : kinds.labels()[kind]) {
                totals[label] += counts[kind];
            }
        }
        return totals;
    }

    private static double sum(double[] numbers) {
        double sum = 0;
        for (double number : numbers) {
            sum += number;
        }
        return sum;
    }

    /**
     * How often each is wrong, if two that err alike, independently and evenly over the other classes, agree so often: the smaller root of
     * (1 − e)² + e²/(K − 1). No error explains less agreement than such people have who guess; then it is theirs, 1 − 1/K.
     *
     * @param agreement the share of pairs of labels that are the same
     */
    public static double impliedError(double agreement, int classes) {
        if (classes < 2) {
            return 0;
        }
        double a = 1 + 1.0 / (classes - 1);
        double root = 1 - a * (1 - agreement);
        return root > 0 ? (1 - Math.sqrt(root)) / a : 1 / a;
    }
}
