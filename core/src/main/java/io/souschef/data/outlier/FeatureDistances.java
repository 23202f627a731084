package io.souschef.data.outlier;

import io.souschef.data.Images;
import io.souschef.data.axis.RobustZ;
import io.souschef.data.learner.Features;
import io.souschef.data.pretrained.PretrainedFeatures;
import io.souschef.data.source.Progress;
import io.souschef.tensor.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How far every image is from those that it is most like: the mean distance to its nearest neighbours among some training images, by {@link
 * CentredPixels}. What comes from elsewhere is far from all of them. It is compared with few, so that a hundred strangers in a set of ten
 * thousand do not find ten of their own kind and look at home.
 *
 * <p>By {@code OutlierBench}, Fashion-MNIST beside MNIST is told with an AUROC of 0.9956, MNIST beside Fashion-MNIST with 0.9908; where 1 % of
 * the set itself is from the other, with 0.973 and 0.988.
 *
 * @param values by id, distances, or deviations where a net is asked too; NaN where there was no time to measure it
 * @param unit of the values: "distance" or "deviations"
 * @param how it was done, in a few words
 * @see <a href="https://arxiv.org/abs/2207.03061">Kuan and Mueller 2022: the mean distance to neighbours finds what is out of distribution</a>
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
public record FeatureDistances(double[] values, String unit, String how) {
    private static final int NEIGHBOURS = 10;

    /** Training images that are compared with. */
    private static final int COMPARED = 2000;

    /** Images that are measured whatever the time. */
    private static final int LEAST = 1000;

    /** Multiply-adds per second of large products, and comparisons of a distance with others. */
    private static final double PRODUCTS = 50e9, COMPARISONS = 300e6;

    /** @param seconds that it may take, on a nominal machine: some images are passed over where there are too many */
    public static FeatureDistances of(Images images, int[] train, double seconds, long seed, Progress progress) {
        return of(images.size(), CentredPixels.of(images), train, seconds, seed, progress);
    }

    /**
     * The same by what a net from elsewhere says of the images as well: each of the two in deviations from its median ({@link RobustZ}), and of
     * these the larger, again in deviations from its median. The net tells what no pixel shows, a class that is none of the others'; but it may say the same of all that it does not
     * know, and a few strangers are then each other's neighbours: 1 % of images of noise, each far from all others by its pixels (AUROC 1.00),
     * were the nearest of all (0.05) by a net that averages its maps.
     *
     * @param features of these images
     */
    public static FeatureDistances of(
            Images images, PretrainedFeatures features, int[] train, double seconds, long seed, Progress progress) {
        FeatureDistances pixels = of(images, train, seconds / 2, seed, (done, total) -> progress.at(done, 2 * total));
        FeatureDistances net = of(
                images.size(),
                features,
                train,
                seconds / 2,
                seed,
                (done, total) -> progress.at(total + done, 2 * total));
        RobustZ usualPixels = RobustZ.of(pixels.values);
        RobustZ usualNet = RobustZ.of(net.values);
        double[] larger = new double[images.size()];
        Arrays.setAll(
                larger,
                id -> Double.isNaN(pixels.values[id] + net.values[id])
                        ? Double.NaN
                        : Math.max(usualPixels.of(pixels.values[id]), usualNet.of(net.values[id])));
        RobustZ usual = RobustZ.of(larger);
        return new FeatureDistances(
                Arrays.stream(larger)
                        .map(z -> Double.isNaN(z) ? z : usual.of(z))
                        .toArray(),
                "deviations",
                net.how + ", by pixels and by " + features.describe() + ", whichever is further");
    }

    private static FeatureDistances of(
            int size, Features features, int[] train, double seconds, long seed, Progress progress) {
        int[] order = RandomStream.of(seed, "compared with").permutation(train.length);
        int[] reference =
                Arrays.stream(order).limit(COMPARED).map(i -> train[i]).sorted().toArray();
        double each = reference.length * (features.width() / PRODUCTS + 1 / COMPARISONS);
        int[] asked = Arrays.stream(RandomStream.of(seed, "asked").permutation(size))
                .limit((long) Math.max(LEAST, seconds / each))
                .sorted()
                .toArray();
        double[] values = new double[size];
        Arrays.fill(values, Double.NaN);
        double[] means = NearestDistances.mean(features, asked, reference, NEIGHBOURS, progress);
        IntStream.range(0, asked.length).forEach(i -> values[asked[i]] = means[i]);
        return new FeatureDistances(
                values,
                "distance",
                "%d nearest of %,d training images%s"
                        .formatted(
                                Math.min(NEIGHBOURS, reference.length - 1),
                                reference.length,
                                asked.length < size ? "; measured on %,d".formatted(asked.length) : ""));
    }
}
