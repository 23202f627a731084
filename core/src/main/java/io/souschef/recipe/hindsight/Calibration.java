package io.souschef.recipe.hindsight;

import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Whether the model is right as often as its probabilities say. The expected calibration error is the mean distance between the two, over
 * bins of probability; on few examples it is never zero, so that it is compared with what a calibrated model would show by chance.
 *
 * @see <a href="https://arxiv.org/abs/1706.04599">Guo et al. 2017: calibration, and temperature scaling</a>
 */
final class Calibration {
    private static final int BINS = 15;

    /** With fewer examples nothing can be said. */
    private static final int LEAST = 100;

    /** An error below it doesn't matter, above it only if it is beyond what chance gives in 99 of 100 cases. */
    private static final double TOLERABLE = 0.02;

    private static final int DRAWS = 400;
    private static final long SEED = 20170614;

    private Calibration() {}

    static Optional<Finding> finding(Answers answers) {
        int n = answers.size();
        double[] confidences =
                IntStream.range(0, n).mapToDouble(answers::confidence).toArray();
        boolean[] right = new boolean[n];
        for (int i = 0; i < n; i++) {
            right[i] = answers.right(i);
        }
        Finding.Draft draft = Finding.of("calibration", "calibration")
                .expected("an error of at most %.0f %%, or no more than chance gives", 100 * TOLERABLE);
        if (n < LEAST) {
            return Optional.of(draft.skip("%,d validation examples say too little, %,d are enough", n, LEAST));
        }
        double error = error(confidences, right);
        double chance = chance(confidences);
        double sure = Arrays.stream(confidences).average().orElse(0);
        long correct = IntStream.range(0, n).filter(i -> right[i]).count();
        boolean off = error > TOLERABLE && error > chance;
        return Optional.of(draft.measured(
                        "expected calibration error %s; up to %s by chance; %s right, %s by its own probabilities",
                        Phrases.percent(error),
                        Phrases.percent(chance),
                        Phrases.percent((double) correct / n),
                        Phrases.percent(sure))
                .cause(
                        off
                                ? (sure > (double) correct / n
                                        ? "it is surer than it should be"
                                        : "it is less sure than it could be")
                                : "")
                .fix(off ? remedy(answers, error) : "")
                .evidence(ReliabilityDiagram.draw(confidences, right), spread(confidences))
                .warnIf(off));
    }

    /** The share of examples in each bin times the distance of its accuracy from its mean probability, summed up. */
    static double error(double[] confidences, boolean[] right) {
        double[] gap = new double[BINS];
        for (int i = 0; i < right.length; i++) {
            gap[bin(confidences[i])] += (right[i] ? 1 : 0) - confidences[i];
        }
        return Arrays.stream(gap).map(Math::abs).sum() / right.length;
    }

    private static int bin(double confidence) {
        return Math.min(BINS - 1, (int) (confidence * BINS));
    }

    /** What a model whose probabilities are right would show, in 99 of 100 cases at most. */
    static double chance(double[] confidences) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] errors = new double[DRAWS];
        boolean[] right = new boolean[confidences.length];
        for (int d = 0; d < DRAWS; d++) {
            for (int i = 0; i < right.length; i++) {
                right[i] = random.nextDouble() < confidences[i];
            }
            errors[d] = error(confidences, right);
        }
        Arrays.sort(errors);
        return errors[(int) Math.ceil(0.99 * (DRAWS - 1))];
    }

    /** A temperature for each half of the examples, by the other half; what the error would be. */
    private static String remedy(Answers answers, double error) {
        int n = answers.size();
        double[] confidences = new double[n];
        boolean[] right = new boolean[n];
        double temperatures = 0;
        for (int half = 0; half < 2; half++) {
            double temperature = Temperature.of(answers, 1 - half);
            temperatures += temperature / 2;
            double[] p = Answers.softmax(answers.evaluation().outputs(), answers.classes(), temperature);
            for (int i = half; i < n; i += 2) {
                confidences[i] = p[i * answers.classes() + answers.predicted(i)];
                right[i] = answers.right(i);
            }
        }
        double after = error(confidences, right);
        return after < error
                ? "divide the logits by %.2f before the softmax (temperature scaling): the error falls to %s, measured on examples that it was not chosen by"
                        .formatted(temperatures, Phrases.percent(after))
                : "don't take its probabilities at their word; label smoothing or an ensemble is often better";
    }

    private static Evidence spread(double[] confidences) {
        return Evidence.Histogram.of(
                "How sure it is",
                "Of most examples a good model is sure; what lies to the left is what a person could be asked about.",
                "probability of the predicted class",
                confidences,
                BINS);
    }
}
