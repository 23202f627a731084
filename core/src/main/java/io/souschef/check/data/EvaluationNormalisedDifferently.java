package io.souschef.check.data;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A net that was trained on standardised numbers and is shown raw ones at evaluation sees another world. Mean and deviation of
 * each channel or feature are compared between the two streams; and where both are standardised to the last digit, each was by
 * its own numbers, unless each example was, or each part of a split. Where evaluation goes on from the last number of training, along time, it
 * can't judge. It can't tell a preparation that differs little from a split that differs by nature.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">visualize just before the net</a>
 */
public final class EvaluationNormalisedDifferently implements Check {
    /**
     * Between the splits of the gallery's healthy programs the typical ratio of deviations is 0.62 to 1.4 over 40 seeds and the
     * typical shift of a mean at most 0.61 deviations, augmented or not; a forgotten division by 255 makes 255.
     */
    private static final double RATIO = 2, SHIFT = 1;

    /** The same of a single channel or feature, by its deviation and by its middle eight tenths. */
    private static final double FAR = 20;

    /** Deviations that a series may go off by itself, in its later part, and how many times as much it may vary there, as far as anybody can tell. */
    private static final double LEVEL = 3;

    /** A gap between training and evaluation that evaluation begins after, in ranges: of 128 steps of time that follow 320 others 0.01. */
    private static final double NEXT = 0.1;

    /** Standardised by its own numbers a split has mean 0 to 1e-6; by another's, about 1 / √n. */
    private static final double EXACT = 2e-4;

    @Override
    public String name() {
        return "visualize just before the net: evaluation as training";
    }

    @Override
    public String code() {
        return "evaluation-normalised-differently";
    }

    @Override
    public Finding run(Subject subject) {
        Streams streams = subject.measured(new Reading());
        boolean[] amounts = amounts(streams.first(), streams.evaluation());
        Range of = Range.of(streams.first(), streams.first().groups());
        Range held = Range.of(streams.evaluation(), streams.evaluation().groups());
        Moments training = Moments.of(streams.first());
        Moments evaluation = Moments.of(streams.evaluation());
        if (training.size() != evaluation.size()) {
            // a net that takes both widths reads sequences: one that reads features would have refused
            training = Moments.whole(streams.first());
            evaluation = Moments.whole(streams.evaluation());
            of = Range.of(streams.first(), new int[streams.first().groups().length]);
            held = Range.of(streams.evaluation(), new int[streams.evaluation().groups().length]);
            amounts = new boolean[] {true};
        }
        double noise = streams.varied() > 0 ? streams.noise() : 0;
        List<Double> ratios = new ArrayList<>();
        List<Double> shifts = new ArrayList<>();
        List<String> far = new ArrayList<>();
        for (int g = 0; g < training.size(); g++) {
            if (amounts[g] && !training.constant(g) && !evaluation.constant(g)) {
                double ratio = ratio(evaluation.deviation()[g], training.deviation()[g], noise);
                double shift = Math.abs(evaluation.mean()[g] - training.mean()[g])
                        / Math.max(training.deviation()[g], evaluation.deviation()[g]);
                if (of.width()[g] > 0 && held.width()[g] > 0) { // what a few odd ones make of it is no scale
                    ratio = nearer(ratio, held.width()[g] / of.width()[g]);
                    shift = Math.min(
                            shift,
                            Math.abs(held.middle()[g] - of.middle()[g])
                                    / Math.max(
                                            training.deviation()[g], evaluation.deviation()[g]));
                    if (ratio > FAR || ratio < 1 / FAR) {
                        far.add(String.format(Locale.ROOT, "; that of number %d %.3g times", g, ratio));
                    }
                }
                ratios.add(ratio);
                shifts.add(shift);
            }
        }
        Optional<Series> series = Series.of(streams.first());
        Optional<Series> later = Series.of(streams.evaluation());
        if (series.isPresent() && later.isPresent() && later.get().scaledOtherwise(series.get())) {
            return finding()
                    .measured(
                            "the value that is forecast is %.4g times the input that it becomes, and %.4g, in training; in evaluation %.4g times, and %.4g",
                            series.get().scale(),
                            series.get().offset(),
                            later.get().scale(),
                            later.get().offset())
                    .expected("windows and what comes after them, scaled in evaluation as they are in training")
                    .cause("evaluation windows are not normalised as training windows are")
                    .fix("fit mean and deviation on the training split once, and use them for both")
                    .okIf(false);
        }
        double ratio = median(ratios, 1);
        double shift = median(shifts, 0);
        boolean scaled = ratio > RATIO || ratio < 1 / RATIO;
        boolean own = standardised(training)
                && standardised(evaluation)
                && shares(streams) < 0.5
                && !OwnNumbers.ofExamples(streams.evaluation())
                && !OwnNumbers.ofParts(streams.evaluation())
                && !OwnNumbers.ofParts(streams.first());
        boolean exchanged = streams.first().ofImages() && exchanged(training, evaluation);
        if ((scaled || shift > SHIFT) && goesOn(training, evaluation, amounts)) {
            throw new CouldNotJudge(
                    "evaluation goes on where training ends, number by number: a later part of the same");
        }
        boolean within = ratio < LEVEL && ratio > 1 / LEVEL && shift < LEVEL;
        if ((scaled || shift > SHIFT) && within && !own && series.isPresent() && later.isPresent()) {
            throw new CouldNotJudge(
                    "evaluation is of another part of a series, %.2g deviations off, and its targets with it: that may be its own level",
                    shift);
        }
        boolean some = !scaled && !far.isEmpty();
        boolean broken = (scaled || shift > SHIFT || own || some) && !exchanged;
        return finding()
                .measured(
                        "in evaluation the typical deviation is %.3g times that of training, the typical mean %.2g deviations off%s%s",
                        ratio,
                        shift,
                        some ? far.get(0) : "",
                        own ? ", and both have mean 0 and deviation 1 to the last digit" : "")
                .expected("a ratio between %.2g and %.2g and a shift below %.2g", 1 / RATIO, RATIO, SHIFT)
                .cause(
                        !broken
                                ? ""
                                : own && !scaled && !some
                                        ? "evaluation is normalised by its own mean and deviation"
                                        : "evaluation is not normalised as training is")
                .fix("fit mean and deviation on the training split once, and use them for both")
                .failIf(broken);
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

    /**
     * Whether in all that varies evaluation lies beside training and next to it: no number of one is within the other's range, and the gap
     * between them is less than either range. What was scaled otherwise lies within the other or far away.
     */
    private static boolean goesOn(Moments training, Moments evaluation, boolean[] amounts) {
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
            if (gap < 0 || gap > NEXT * range) {
                return false;
            }
        }
        return varying > 0;
    }

    /** Evaluation over training, with or without the noise of an augmentation, whichever is closer to one. */
    private static double ratio(double evaluation, double training, double noise) {
        double plain = evaluation / training;
        double still = evaluation / Math.sqrt(Math.max(1e-12, training * training - noise * noise));
        return nearer(still, plain);
    }

    /** Which is closer to one. */
    private static double nearer(double one, double other) {
        return Math.abs(Math.log(one)) < Math.abs(Math.log(other)) ? one : other;
    }

    /** Whether the channels fit in reverse order, means and deviations: exchanged, not prepared differently. */
    private static boolean exchanged(Moments training, Moments evaluation) {
        double as = 0;
        double reversed = 0;
        boolean scaled = false;
        for (int c = 0; c < training.size(); c++) {
            as = Math.max(as, Math.abs(evaluation.mean()[c] - training.mean()[c]) / training.deviation()[c]);
            int other = training.size() - 1 - c;
            reversed = Math.max(
                    reversed, Math.abs(evaluation.mean()[other] - training.mean()[c]) / training.deviation()[c]);
            double ratio = evaluation.deviation()[other] / training.deviation()[c];
            scaled |= ratio > RATIO || ratio < 1 / RATIO;
        }
        return !scaled && reversed < SHIFT / 2 && reversed < as;
    }

    /** Every feature that varies, to the last digit; of one or two it may be chance. */
    static boolean standardised(Moments moments) {
        int varying = 0;
        for (int g = 0; g < moments.size(); g++) {
            if (!moments.constant(g)) {
                varying++;
                if (!standardised(moments, g)) {
                    return false;
                }
            }
        }
        return varying > 0;
    }

    /** This one, to the last digit. */
    static boolean standardised(Moments moments, int group) {
        return standardised(moments.mean()[group], moments.deviation()[group], moments.count()[group]);
    }

    static boolean standardised(double mean, double deviation, long count) {
        double off = Math.abs(deviation - 1);
        double unbiased = Math.abs(deviation * Math.sqrt(1 + 1.0 / (count - 1)) - 1);
        return Math.abs(mean) < EXACT && Math.min(off, unbiased) < EXACT;
    }

    private static double shares(Streams streams) {
        Set<Long> training = new HashSet<>();
        streams.first().examples().forEach(example -> training.add(example.hash()));
        return streams.evaluation().examples().stream()
                        .filter(example -> training.contains(example.hash()))
                        .count()
                / (double) streams.evaluation().size();
    }

    private static double median(List<Double> values, double none) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? none : sorted[sorted.length / 2];
    }

    /** For messages. */
    static String rounded(double[] values) {
        return Arrays.toString(Arrays.stream(values)
                .map(value -> Math.round(value * 1000) / 1000.0)
                .toArray());
    }
}
