package io.souschef.check.data;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Mean and deviation measured on training and evaluation together let the evaluation split speak in training; small here, large
 * where features are selected the same way. It shows in the digits: the union is standardised exactly, or goes from 0 to 1 exactly
 * in every feature, and training alone isn't, or doesn't. It can't see a selection of features, nor a scaler that a third split
 * went into.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">become one with the data</a>
 */
public final class ScalerFittedOnAllData implements Check {
    /** How many of a feature's numbers are at its end, at most: where more are, the end is the feature's own, or numbers were cut off. */
    private static final int FEW = 3;

    /** Of what a feature ranges over. */
    private static final double EXACT = 1e-6;

    /** Features that are standardised to the last digit; of one or two it may be chance. */
    private static final int SEVERAL = 3;

    /**
     * Mean and deviation of a series off 0 and 1: of both parts, where a few of its values are in neither, and of training then. Fitted on all
     * they were off by 0.007 and 0.015, training by 0.28 and 0.37; in 16 sound programs by 0.06 and more; one seed.
     */
    private static final double NEAR = 0.03, APART = 0.12;

    @Override
    public String name() {
        return "what is fitted is fitted on training alone";
    }

    @Override
    public String code() {
        return "scaler-fitted-on-all-data";
    }

    @Override
    public Finding run(Subject subject) {
        Streams streams = subject.measured(new Reading());
        if (!streams.first().ofRealNumbers() || !streams.first().whole() || streams.varied() > 0) {
            throw new CouldNotJudge("it needs whole splits of real numbers that are not augmented");
        }
        if (streams.first().kept().size() < streams.first().size()) {
            throw new CouldNotJudge("inputs are so many that not all their numbers were kept");
        }
        float[][] union = Stream.concat(
                        streams.first().byId().values().stream().map(Example::input),
                        Arrays.stream(streams.evaluation().rows()))
                .toArray(float[][]::new);
        if (Arrays.stream(union).anyMatch(row -> row.length != union[0].length)) {
            throw new CouldNotJudge("the inputs differ in size from example to example");
        }
        Optional<Finding> ofSeries = ofSeries(streams);
        if (ofSeries.isPresent()) {
            return ofSeries.get();
        }
        Moments both = Moments.of(union, streams.first().groups());
        if (!Series.windows(streams.first())
                && !streams.first().ofImages()
                && stretched(both, union, streams.first().groups())) {
            return ofExtremes(both, Moments.of(streams.first()));
        }
        if (targetsTogether(streams)) {
            return finding()
                    .measured(
                            "targets have mean 0 and deviation 1 to the last digit in both splits together, and not in training")
                    .expected("in training alone, if anywhere")
                    .cause("the scaler of the targets was fitted on training and evaluation together")
                    .fix("split first, then fit: scaler.fit(train); scaler.apply(evaluation)")
                    .okIf(false);
        }
        boolean alone = EvaluationNormalisedDifferently.standardised(Moments.of(streams.first()));
        boolean together =
                EvaluationNormalisedDifferently.standardised(both) || mostly(both, Moments.of(streams.first()));
        boolean evaluation = EvaluationNormalisedDifferently.standardised(Moments.of(streams.evaluation()));
        return finding()
                .measured(
                        "mean 0 and deviation 1 to the last digit: training %s, evaluation %s, both together %s",
                        yes(alone), yes(evaluation), yes(together))
                .expected("training alone, if any")
                .cause(together && !alone ? "the scaler was fitted on training and evaluation together" : "")
                .fix("split first, then fit: scaler.fit(train); scaler.apply(evaluation)")
                .failIf(together && !alone);
    }

    private static boolean targetsTogether(Streams streams) {
        if (streams.first().wholeTargets() || streams.first().examples().get(0).target().length != 1) {
            return false;
        }
        double[] training = targets(streams.first());
        double[] both = DoubleStream.concat(Arrays.stream(training), Arrays.stream(targets(streams.evaluation())))
                .toArray();
        return EvaluationNormalisedDifferently.standardised(Moments.ofNumbers(both), 0)
                && !EvaluationNormalisedDifferently.standardised(Moments.ofNumbers(training), 0);
    }

    private static double[] targets(Pass pass) {
        return pass.byId().values().stream()
                .mapToDouble(example -> example.target()[0])
                .toArray();
    }

    /** Whether at least half of the features are standardised together and not in training, and none in training: others were filled in later. */
    private static boolean mostly(Moments both, Moments training) {
        int varying = 0;
        int together = 0;
        for (int g = 0; g < both.size(); g++) {
            if (both.constant(g)) {
                continue;
            }
            varying++;
            if (EvaluationNormalisedDifferently.standardised(training, g)) {
                return false;
            }
            together += EvaluationNormalisedDifferently.standardised(both, g) ? 1 : 0;
        }
        return together >= SEVERAL && 2 * together >= varying;
    }

    /** Windows of a series, each of its values counted once. Parts of it may be in neither split, so not to the last digit. */
    private Optional<Finding> ofSeries(Streams streams) {
        Optional<Series> first = Series.of(streams.first());
        Optional<Series> later = Series.of(streams.evaluation());
        if (first.isEmpty() || later.isEmpty() || !later.get().scaledAs(first.get())) {
            return Optional.empty();
        }
        double[] training = first.get().values();
        Moments alone = Moments.ofNumbers(training);
        Moments both = Moments.ofNumbers(DoubleStream.concat(
                        Arrays.stream(training), Arrays.stream(later.get().values()))
                .toArray());
        boolean together = (off(both) < NEAR && off(alone) > APART) || (fills(both) && !fills(alone));
        return Optional.of(finding()
                .measured(
                        "the series' values in training go from %.3f to %.3f, with mean %.3f and deviation %.3f; in both parts from %.3f to %.3f, with %.3f and %.3f",
                        alone.low()[0],
                        alone.high()[0],
                        alone.mean()[0],
                        alone.deviation()[0],
                        both.low()[0],
                        both.high()[0],
                        both.mean()[0],
                        both.deviation()[0])
                .expected("mean 0 and deviation 1, or 0 and 1 as ends, in training alone if anywhere")
                .cause(together ? "the scaler was fitted on training and evaluation together" : "")
                .fix("split first, then fit: scaler.fit(train); scaler.apply(evaluation)")
                .failIf(together));
    }

    /** Whether the values end at 0 and 1, or at −1 and 1. */
    private static boolean fills(Moments of) {
        return Math.abs(of.high()[0] - 1) < EXACT
                && (Math.abs(of.low()[0]) < EXACT || Math.abs(of.low()[0] + 1) < EXACT);
    }

    private static double off(Moments of) {
        return Math.max(Math.abs(of.mean()[0]), Math.abs(of.deviation()[0] - 1));
    }

    private Finding ofExtremes(Moments both, Moments training) {
        int ends = 0;
        int inTraining = 0;
        for (int g = 0; g < both.size(); g++) {
            if (!both.constant(g)) {
                ends += 2;
                inTraining += training.low()[g] == both.low()[g] ? 1 : 0;
                inTraining += training.high()[g] == both.high()[g] ? 1 : 0;
            }
        }
        boolean apart = inTraining < ends;
        return finding()
                .measured(
                        "every feature goes from one and the same number to another, in both splits together; %d of these %d ends are in training",
                        inTraining, ends)
                .expected("all of them in training, and evaluation that may go beyond")
                .cause(apart ? "the scaler was fitted on training and evaluation together" : "")
                .fix("split first, then fit: scaler.fit(train); scaler.apply(evaluation)")
                .failIf(apart);
    }

    /** Whether all features end at the same two numbers, and few of their numbers do. */
    private static boolean stretched(Moments both, float[][] rows, int[] groups) {
        double low = Double.NaN;
        double high = Double.NaN;
        int varying = 0;
        for (int g = 0; g < both.size(); g++) {
            if (both.constant(g) || both.notFinite()[g] > 0) {
                continue;
            }
            low = varying == 0 ? both.low()[g] : low;
            high = varying == 0 ? both.high()[g] : high;
            varying++;
            double range = both.high()[g] - both.low()[g];
            if (Math.abs(both.low()[g] - low) > EXACT * range || Math.abs(both.high()[g] - high) > EXACT * range) {
                return false;
            }
        }
        return varying > 1 && rare(both, rows, groups) && !areWhole(rows);
    }

    /** Degrees, percentages, bytes: the ends are those of what was counted, and no scaler's. */
    private static boolean areWhole(float[][] rows) {
        for (float[] row : rows) {
            for (float number : row) {
                if (number != Math.rint(number)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean rare(Moments both, float[][] rows, int[] groups) {
        int[] lows = new int[both.size()];
        int[] highs = new int[both.size()];
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                lows[groups[i]] += row[i] == both.low()[groups[i]] ? 1 : 0;
                highs[groups[i]] += row[i] == both.high()[groups[i]] ? 1 : 0;
            }
        }
        for (int g = 0; g < both.size(); g++) {
            if (!both.constant(g) && Math.max(lows[g], highs[g]) > FEW) {
                return false;
            }
        }
        return true;
    }

    private static String yes(boolean it) {
        return it ? "yes" : "no";
    }
}
