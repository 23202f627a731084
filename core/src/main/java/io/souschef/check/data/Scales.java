package io.souschef.check.data;

import io.souschef.check.CouldNotJudge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How the numbers of evaluation lie beside those of training, group by group.
 *
 * @param training of each group
 * @param evaluation of each group
 * @param amounts whether a group's numbers are amounts, and don't name things
 * @param ratios deviations of evaluation over those of training, of the groups that can be compared
 * @param shifts distances of their means, in deviations
 * @param odd groups whose own ratio is far off, in words
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
record Scales(
        Moments training,
        Moments evaluation,
        boolean[] amounts,
        List<Double> ratios,
        List<Double> shifts,
        List<String> odd) {
    /** The same of a single channel or feature, by its deviation and by its middle eight tenths. */
    private static final double FAR = 20;

    /** Numbers of a group in either split: two that are alike by chance have no deviation. */
    private static final int LEAST = 8;

    /** Of these streams; of all their numbers together, where they differ in size. */
    static Scales of(Streams streams) {
        Pass first = streams.first();
        Pass held = streams.evaluation();
        double noise = streams.varied() > 0 ? streams.noise() : 0;
        Moments training = Moments.of(first);
        Moments evaluation = Moments.of(held);
        boolean[] amounts = amounts(first, held);
        if (training.size() == evaluation.size()) {
            return compared(
                    training,
                    evaluation,
                    amounts,
                    MiddleRange.of(first, first.groups()),
                    MiddleRange.of(held, held.groups()),
                    noise);
        }
        // a net that takes both widths reads sequences: one that reads features would have refused
        return compared(
                Moments.whole(first),
                Moments.whole(held),
                new boolean[] {true},
                MiddleRange.of(first, new int[first.groups().length]),
                MiddleRange.of(held, new int[held.groups().length]),
                noise);
    }

    private static Scales compared(
            Moments training, Moments evaluation, boolean[] amounts, MiddleRange of, MiddleRange held, double noise) {
        List<Double> ratios = new ArrayList<>();
        List<Double> shifts = new ArrayList<>();
        List<String> odd = new ArrayList<>();
        for (int g = 0; g < training.size(); g++) {
            if (!amounts[g]
                    || training.constant(g)
                    || evaluation.constant(g)
                    || Math.min(training.count()[g], evaluation.count()[g]) < LEAST) {
                continue;
            }
            double larger = Math.max(training.deviation()[g], evaluation.deviation()[g]);
            double ratio = ratio(evaluation.deviation()[g], training.deviation()[g], noise);
            double shift = Math.abs(evaluation.mean()[g] - training.mean()[g]) / larger;
            if (of.width()[g] > 0 && held.width()[g] > 0) { // what a few odd ones make of it is no scale
                ratio = nearer(ratio, held.width()[g] / of.width()[g]);
                shift = Math.min(shift, Math.abs(held.middle()[g] - of.middle()[g]) / larger);
                if (ratio > FAR || ratio < 1 / FAR) {
                    odd.add(String.format(Locale.ROOT, "; that of number %d %.3g times", g, ratio));
                }
            }
            ratios.add(ratio);
            shifts.add(shift);
        }
        return new Scales(training, evaluation, amounts, ratios, shifts, odd);
    }

    /** The typical ratio of deviations; 1 where nothing can be compared. */
    double ratio() {
        return median(ratios, 1);
    }

    /** The typical shift of a mean; 0 where nothing can be compared. */
    double shift() {
        return median(shifts, 0);
    }

    /**
     * Whether in all that varies evaluation lies beside training and next to it: no number of one is within the other's range, and the gap
     * between them is less than either range. What was scaled otherwise lies within the other or far away.
     *
     * @param next the widest gap, in ranges
     */
    boolean goOn(double next) {
        int varying = 0;
        for (int g = 0; g < training.size(); g++) {
            if (!amounts[g] || training.constant(g) || evaluation.constant(g)) {
                continue;
            }
            varying++;
            double gap = Math.max(
                    evaluation.low()[g] - training.high()[g],
                    training.low()[g] - evaluation.high()[g]);
            double range = Math.min(
                    training.high()[g] - training.low()[g],
                    evaluation.high()[g] - evaluation.low()[g]);
            if (gap < 0 || gap > next * range) {
                return false;
            }
        }
        return varying > 0;
    }

    /** For each group, whether its numbers are amounts in one of the streams at least: whole numbers in both name things, and their mean says nothing. */
    private static boolean[] amounts(Pass training, Pass evaluation) {
        boolean[] amounts = new boolean[Arrays.stream(training.groups()).max().orElse(-1) + 1];
        int[] groups = training.groups();
        int at = 0;
        for (int i = 0; i < training.inputs().size(); i++) {
            Pass.Input input = training.inputs().get(i);
            boolean amount = input.real()
                    || (i < evaluation.inputs().size()
                            && evaluation.inputs().get(i).real());
            int count = input.shape().stream().mapToInt(Long::intValue).reduce(1, (a, b) -> a * b);
            for (int k = at; k < at + count; k++) {
                amounts[groups[k]] = amount;
            }
            at += count;
        }
        for (boolean one : amounts) {
            if (one) {
                return amounts;
            }
        }
        throw new CouldNotJudge("inputs are whole numbers, which name things: their mean and deviation say nothing");
    }

    /** Evaluation over training, with or without the noise of an augmentation, whichever is closer to one. */
    private static double ratio(double evaluation, double training, double noise) {
        double plain = evaluation / training;
        double still = training * training - noise * noise;
        return still > 0 ? nearer(evaluation / Math.sqrt(still), plain) : plain;
    }

    /** Which is closer to one. */
    private static double nearer(double one, double other) {
        return Math.abs(Math.log(one)) < Math.abs(Math.log(other)) ? one : other;
    }

    private static double median(List<Double> values, double none) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? none : sorted[sorted.length / 2];
    }
}
