package io.souschef.check.data;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.Arrays;
import java.util.HashSet;
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
        Scales scales = Scales.of(streams);
        Optional<Series> series = Series.of(streams.first());
        Optional<Series> later = Series.of(streams.evaluation());
        boolean forecasts = series.isPresent() && later.isPresent();
        if (forecasts && later.get().scaledOtherwise(series.get())) {
            return ofSeries(series.get(), later.get());
        }
        double ratio = scales.ratio();
        double shift = scales.shift();
        boolean scaled = ratio > RATIO || ratio < 1 / RATIO;
        boolean apart = scaled || shift > SHIFT;
        boolean own = isByItsOwn(streams, scales);
        if (scales.ratios().isEmpty() && !own) {
            throw new CouldNotJudge("no channel or feature has enough numbers that vary in both splits");
        }
        if (apart && scales.goOn(NEXT)) {
            throw new CouldNotJudge(
                    "evaluation goes on where training ends, number by number: a later part of the same");
        }
        boolean within = ratio < LEVEL && ratio > 1 / LEVEL && shift < LEVEL;
        if (apart && within && !own && forecasts) {
            throw new CouldNotJudge(
                    "evaluation is of another part of a series, %.2g deviations off, and its targets with it: that may be its own level",
                    shift);
        }
        boolean exchanged = streams.first().ofImages() && exchanged(scales.training(), scales.evaluation());
        boolean some = !scaled && !scales.odd().isEmpty();
        boolean broken = (apart || own || some) && !exchanged;
        String cause = own && !scaled && !some
                ? "evaluation is normalised by its own mean and deviation"
                : "evaluation is not normalised as training is";
        return finding()
                .measured(
                        "in evaluation the typical deviation is %.3g times that of training, the typical mean %.2g deviations off%s%s",
                        ratio,
                        shift,
                        some ? scales.odd().get(0) : "",
                        own ? ", and both have mean 0 and deviation 1 to the last digit" : "")
                .expected("a ratio between %.2g and %.2g and a shift below %.2g", 1 / RATIO, RATIO, SHIFT)
                .cause("%s", broken ? cause : "")
                .fix("fit mean and deviation on the training split once, and use them for both")
                .failIf(broken);
    }

    private Finding ofSeries(Series training, Series evaluation) {
        return finding()
                .measured(
                        "the value that is forecast is %.4g times the input that it becomes, and %.4g, in training; in evaluation %.4g times, and %.4g",
                        training.scale(), training.offset(), evaluation.scale(), evaluation.offset())
                .expected("windows and what comes after them, scaled in evaluation as they are in training")
                .cause("evaluation windows are not normalised as training windows are")
                .fix("fit mean and deviation on the training split once, and use them for both")
                .okIf(false);
    }

    /** Whether both splits are standardised to the last digit, each by its own numbers, and not example by example or part by part. */
    private static boolean isByItsOwn(Streams streams, Scales scales) {
        return standardised(scales.training())
                && standardised(scales.evaluation())
                && shares(streams) < 0.5
                && !OwnNumbers.ofExamples(streams.evaluation())
                && !OwnNumbers.ofParts(streams.evaluation())
                && !OwnNumbers.ofParts(streams.first());
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

    /** Every feature that varies, to the last digit. */
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

    /** For messages. */
    static String rounded(double[] values) {
        return Arrays.toString(Arrays.stream(values)
                .map(value -> Math.round(value * 1000) / 1000.0)
                .toArray());
    }
}
