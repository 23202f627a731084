package io.souschef.data.outlier;

import io.souschef.data.Images;
import io.souschef.data.Progress;
import io.souschef.data.learner.Features;
import io.souschef.data.learner.PatchFeatures;
import io.souschef.tensor.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How far every image is from those that it is most like: the mean distance to its nearest neighbours among training images. What comes
 * from elsewhere is far from all of them. Distances are between patch features, in the metric of their own covariance, so that what varies
 * everywhere counts for little and what hardly varies counts for much.
 *
 * @param values by id; NaN where there was no time to measure it
 * @param how it was done, in a few words
 * @see <a href="https://arxiv.org/abs/2207.03061">Kuan and Mueller 2022: the mean distance to neighbours finds what is out of distribution</a>
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
public record FeatureDistances(double[] values, String how) {
    private static final int NEIGHBOURS = 10;

    /** Cells of a side, and patches. */
    private static final int GRID = 3, PATCHES = 48;

    /** Training images that are compared with, at most and at least. */
    private static final int MOST = 20_000, LEAST = 500;

    /** Multiply-adds per second of large products, and comparisons of a distance with others. */
    private static final double RATE = 50e9, COMPARED = 300e6;

    /** Multiply-adds per second of features. */
    private static final double FEATURE_RATE = 8e9;

    /** @param seconds that it may take, on a nominal machine: fewer images are compared with where that is little */
    public static FeatureDistances of(Images images, int[] train, double seconds, long seed, Progress progress) {
        int side = Math.min(images.height(), images.width());
        int patch = Math.max(1, Math.min(side, side < 16 ? 3 : 6));
        PatchFeatures.Plan plan = new PatchFeatures.Plan(patch, PATCHES, Math.min(GRID, side - patch + 1));
        int[] order = RandomStream.of(seed, "compared with").permutation(train.length);
        int[] reference = Arrays.stream(order)
                .limit(compared(images, plan, seconds))
                .map(i -> train[i])
                .sorted()
                .toArray();
        Features features = PatchFeatures.cut(images, reference, plan, seed);
        int[] asked = Arrays.stream(
                        RandomStream.of(seed, "asked").permutation(images.size()))
                .limit(affordable(images, plan, seconds))
                .sorted()
                .toArray();
        double[] values = new double[images.size()];
        Arrays.fill(values, Double.NaN);
        double[] means = NearestDistances.mean(features, asked, reference, NEIGHBOURS, progress);
        IntStream.range(0, asked.length).forEach(i -> values[asked[i]] = means[i]);
        return new FeatureDistances(
                values,
                "%d nearest of %,d training images, by %,d patch features%s"
                        .formatted(
                                Math.min(NEIGHBOURS, reference.length - 1),
                                reference.length,
                                plan.width(),
                                asked.length < images.size() ? "; measured on %,d".formatted(asked.length) : ""));
    }

    /** Images that there is time to measure. */
    private static long affordable(Images images, PatchFeatures.Plan plan, double seconds) {
        double each = plan.work(images) / FEATURE_RATE + LEAST * (plan.width() / RATE + 1 / COMPARED);
        return Math.max(2L * LEAST, Math.min(images.size(), (long) (seconds / each)));
    }

    private static long compared(Images images, PatchFeatures.Plan plan, double seconds) {
        double asked = affordable(images, plan, seconds);
        double left = seconds - 1.3 * asked * plan.work(images) / FEATURE_RATE;
        double each = asked * (plan.width() / RATE + 1 / COMPARED);
        return Math.max(LEAST, Math.min(MOST, (long) (left / each)));
    }
}
