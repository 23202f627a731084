package io.souschef.check.data;

import java.util.Comparator;
import java.util.List;

/**
 * Splits that have mean 0 and deviation 1 to the last digit although nobody fitted anything on them: each image or window was standardised by
 * itself, or each person or recording, of which a split holds whole ones.
 */
final class OwnNumbers {
    /** Share of the examples; of pictures of one colour there is nothing to standardise. */
    private static final double MOST = 0.9;

    /** Examples that are looked at; numbers of a channel in an example, and examples of a part, that are no coincidence. */
    private static final int EXAMPLES = 100, NUMBERS = 4, PART = 8;

    private OwnNumbers() {}

    /** Whether every example has, channel by channel, mean 0 and deviation 1. */
    static boolean ofExamples(Pass pass) {
        int[] groups = pass.groups();
        List<Example> some = pass.kept().stream().limit(EXAMPLES).toList();
        long own = some.stream()
                .map(example -> Moments.of(new float[][] {example.input()}, groups))
                .filter(each -> each.count()[0] >= NUMBERS && EvaluationNormalisedDifferently.standardised(each))
                .count();
        return own > MOST * some.size();
    }

    /** Whether the examples up to some id have mean 0 and deviation 1, so that those after it have as well: a part that was standardised by itself. */
    static boolean ofParts(Pass pass) {
        int[] groups = pass.groups();
        List<Example> byId = pass.kept().stream()
                .sorted(Comparator.comparingLong(Example::id))
                .toList();
        Moments all = Moments.of(pass);
        double[] sum = new double[all.size()];
        double[] squares = new double[all.size()];
        long[] count = new long[all.size()];
        for (int i = 0; i < byId.size() - PART; i++) {
            float[] input = byId.get(i).input();
            for (int j = 0; j < input.length; j++) {
                sum[groups[j]] += input[j];
                squares[groups[j]] += (double) input[j] * input[j];
                count[groups[j]]++;
            }
            if (i + 1 >= PART && standardised(all, sum, squares, count)) {
                return true;
            }
        }
        return false;
    }

    private static boolean standardised(Moments all, double[] sum, double[] squares, long[] count) {
        int varying = 0;
        for (int g = 0; g < sum.length; g++) {
            if (all.constant(g)) {
                continue;
            }
            varying++;
            double mean = sum[g] / count[g];
            double deviation = Math.sqrt(Math.max(0, squares[g] / count[g] - mean * mean));
            if (!EvaluationNormalisedDifferently.standardised(mean, deviation, count[g])) {
                return false;
            }
        }
        return varying > 0;
    }
}
