package io.souschef.data.noise;

import io.souschef.data.Dataset;
import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.data.Table;
import io.souschef.data.Texts;
import io.souschef.data.learner.Calibration;
import io.souschef.data.learner.Features;
import io.souschef.data.learner.Folds;
import io.souschef.data.learner.FrequentClasses;
import io.souschef.data.learner.PatchFeatures;
import io.souschef.data.learner.Ridge;
import io.souschef.data.learner.RowFeatures;
import io.souschef.data.pretrained.PretrainedFeatures;
import io.souschef.data.source.Progress;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is said of the label of every example by those who have not seen it: two that err differently, and their mean; of a text the first
 * alone. One is a weighted sum of features, fitted without the fold that the example is in; the other are its nearest neighbours, itself
 * left out. The sum is fitted twice, the second time without the labels that the first contradicts ({@link Trust}); these have no vote as
 * neighbours either. Of very many pictures or texts it is fitted on a part, drawn from every class alike ({@link Effort}), and asked about all.
 *
 * @param ids of the examples
 * @param labels by place in {@code ids}, numbered as in {@code classes}
 * @param classes of the data set, those that have enough examples
 * @param probabilities [n, classes], each row of sum 1
 * @param right of those that the sum was fitted on, whether the first fit tells the label. It alone is honest there: the second, without
 *     what contradicts the rest, tells 57 % of 400 labels that were handed out at random to two classes, 30 draws
 * @param how it was done, in a few words
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
public record OutOfSample(
        int[] ids, int[] labels, int[] classes, float[][] probabilities, boolean[] right, String how) {
    static final int FOLDS = 5;

    /** A class of fewer examples can't be told by those of the others that are left. */
    static final int FEW = 2 * FOLDS;

    /** Fits of the weighted sum: with all labels, and with those that the first one does not contradict. */
    static final int ROUNDS = 2;

    private static final int VOTERS = 10;

    /** Of the time, where neighbours are asked as well: 85,000 pictures of 28x28 by 594 features 27 s, by neighbours 44 s. */
    private static final double RIDGE_SHARE = 0.4;

    /** What asking about an example takes, of the time for one that the sum is fitted on. */
    private static final double ASKING = 0.4;

    /** Pixels of a side that neighbours are looked for on; more cost time and find no better ones. */
    private static final int SIDE = 14;

    /** Multiply-adds per second of products of large matrices, about a third of what two cores do. */
    private static final double RATE = 50e9;

    /** The same of features and their sums: 60,000 pictures of 28x28 with 1,170 of them, 300e9, took 73 seconds of one core. */
    static final double RIDGE_RATE = 8e9;

    /** Comparisons of a neighbour's closeness with others per second. */
    private static final double COMPARED = 300e6;

    private static final int[] COSINES = {1000, 300, 100};

    /**
     * Empty where fewer than two classes have {@value #FEW} examples.
     *
     * @param all the examples that are looked at; those of smaller classes are passed over, and where there is no time for all, so are some
     *     at random
     * @param seconds that it may take, on a nominal machine
     */
    public static Optional<OutOfSample> of(Dataset dataset, int[] all, double seconds, long seed, Progress progress) {
        return of(dataset, all, seconds, seed, progress, Optional.empty());
    }

    /**
     * The same, where both see what a net from elsewhere says of the pictures instead of the pictures.
     *
     * @param pretrained features of the pictures of {@code dataset}
     */
    public static Optional<OutOfSample> of(
            Dataset dataset, PretrainedFeatures pretrained, int[] all, double seconds, long seed, Progress progress) {
        return of(dataset, all, seconds, seed, progress, Optional.of(pretrained));
    }

    private static Optional<OutOfSample> of(
            Dataset dataset,
            int[] all,
            double seconds,
            long seed,
            Progress progress,
            Optional<PretrainedFeatures> pretrained) {
        int[] ids = affordable(dataset, pretrained, all, seconds, seed);
        Labels labels = (Labels) dataset.targets();
        return FrequentClasses.of(labels, ids, FEW)
                .map(shown -> judged(dataset, pretrained, shown, seconds, seed, progress));
    }

    /** So many as there is time for when they are looked at least closely. */
    private static int[] affordable(
            Dataset dataset, Optional<PretrainedFeatures> pretrained, int[] all, double seconds, long seed) {
        int most;
        if (pretrained.isEmpty() && dataset.inputs() instanceof Images images) {
            most = Effort.of(images, all.length, seconds).judged();
        } else {
            double width =
                    pretrained.map(features -> (double) features.width()).orElse(COSINES[COSINES.length - 1] + 50.0);
            most = (int) Math.max(Effort.ENOUGH, all.length * seconds / (ROUNDS * seconds(0, width, all.length)));
        }
        return all.length <= most
                ? all
                : Arrays.stream(RandomStream.of(seed, "opinions").permutation(all.length))
                        .limit(most)
                        .map(i -> all[i])
                        .sorted()
                        .toArray();
    }

    private static OutOfSample judged(
            Dataset dataset,
            Optional<PretrainedFeatures> pretrained,
            FrequentClasses shown,
            double seconds,
            long seed,
            Progress progress) {
        int[] ids = shown.ids();
        int[] labels = shown.labels();
        int[] classes = shown.classes();
        if (dataset.inputs() instanceof Texts texts) {
            return TextOpinion.of(texts, shown, seconds, seed, progress);
        }
        List<float[][]> opinions = new ArrayList<>();
        List<String> how = new ArrayList<>();
        double neighbours = neighbourSeconds(ids.length, compared(dataset, pretrained));
        boolean both = neighbours <= seconds / 2;
        double each = (both ? seconds - neighbours : seconds) / ROUNDS;
        Optional<Effort> effort = pretrained.isEmpty() && dataset.inputs() instanceof Images images
                ? Optional.of(Effort.of(images, ids.length, ROUNDS * each))
                : Optional.empty();
        Features features = features(dataset, pretrained, ids, effort, each, seed);
        int[] fitted = shown.drawn(effort.map(Effort::fitted).orElse(ids.length), FEW, seed);
        FrequentClasses learnt = shown.only(fitted);
        Folds folds = learnt.folds(FOLDS, seed);
        double whole = both ? RIDGE_SHARE : 1;
        double first = whole * fitted.length / (2.0 * fitted.length + ASKING * (ids.length - fitted.length));
        float[][] scores = Ridge.leftOut(
                features, learnt.ids(), learnt.labels(), classes.length, folds, share -> progress.share(first * share));
        boolean[] right = learnt.right(scores);
        boolean[] trusted = scattered(
                Trust.of(learnt.labels(), Calibration.probabilities(scores, learnt.labels())), fitted, ids.length);
        scores = Ridge.leftOut(
                features,
                ids,
                labels,
                classes.length,
                folds.at(fitted, ids.length),
                place -> trusted[place],
                share -> progress.share(first + (whole - first) * share));
        opinions.add(Calibration.probabilities(scores, labels));
        how.add("a weighted sum of %s, %s and without what a first fit contradicted"
                .formatted(
                        pretrained.map(PretrainedFeatures::describe).orElseGet(() -> "%,d features"
                                .formatted(features.width())),
                        withoutExample(fitted.length, ids.length)));
        if (both) {
            int k = Math.min(VOTERS, ids.length - 1);
            opinions.add(Neighbours.probabilities(
                    rows(dataset, pretrained, ids),
                    labels,
                    classes.length,
                    k,
                    place -> trusted[place],
                    share -> progress.share(RIDGE_SHARE + (1 - RIDGE_SHARE) * share)));
            how.add("its %d nearest neighbours of those".formatted(k));
        }
        progress.share(1);
        return new OutOfSample(ids, labels, classes, mean(opinions), right, String.join(", and ", how));
    }

    private static float[][] mean(List<float[][]> opinions) {
        float[][] mean = new float[opinions.get(0).length][];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = new float[opinions.get(0)[i].length];
            for (float[][] opinion : opinions) {
                for (int k = 0; k < mean[i].length; k++) {
                    mean[i][k] += opinion[i][k] / opinions.size();
                }
            }
        }
        return mean;
    }

    /** How a weighted sum was fitted, on so many of all, in a few words. */
    static String withoutExample(int fitted, int all) {
        return "fitted%s without the example (%d folds)"
                .formatted(fitted < all ? " on %,d, drawn at random,".formatted(fitted) : "", FOLDS);
    }

    /** By place among {@code count}, where it is known; else true. */
    private static boolean[] scattered(boolean[] known, int[] places, int count) {
        boolean[] all = new boolean[count];
        Arrays.fill(all, true);
        for (int i = 0; i < places.length; i++) {
            all[places[i]] = known[i];
        }
        return all;
    }

    private static Features features(
            Dataset dataset,
            Optional<PretrainedFeatures> pretrained,
            int[] ids,
            Optional<Effort> effort,
            double seconds,
            long seed) {
        if (pretrained.isPresent()) {
            return pretrained.get();
        }
        if (dataset.inputs() instanceof Images images) {
            return PatchFeatures.cut(images, ids, effort.orElseThrow().plan(), seed);
        }
        Table table = (Table) dataset.inputs();
        int cosines = Arrays.stream(COSINES)
                .filter(c -> seconds(0, c + 50.0, ids.length) <= seconds)
                .findFirst()
                .orElse(COSINES[COSINES.length - 1]);
        return RowFeatures.fit(table, ids, Math.min(cosines, ids.length), seed);
    }

    static double seconds(double work, double width, int examples) {
        return (examples * (work + width * width) + FOLDS * width * width * width / 3) / RIDGE_RATE;
    }

    /** Numbers of an example by which neighbours are found. */
    private static double compared(Dataset dataset, Optional<PretrainedFeatures> pretrained) {
        if (pretrained.isPresent()) {
            return pretrained.get().width();
        }
        return dataset.inputs() instanceof Images images
                ? (double) images.channels() * shrunk(images.height()) * shrunk(images.width())
                : ((Table) dataset.inputs()).columns().size() * 2.0;
    }

    private static double neighbourSeconds(int n, double width) {
        return n * (double) n * (width / RATE + 1 / COMPARED);
    }

    private static int shrunk(int side) {
        return Math.min(side, SIDE);
    }

    private static float[][] rows(Dataset dataset, Optional<PretrainedFeatures> pretrained, int[] ids) {
        if (pretrained.isPresent()) {
            return Arrays.stream(ids).mapToObj(pretrained.get()::row).toArray(float[][]::new);
        }
        if (dataset.inputs() instanceof Images images) {
            Images small = images.resized(shrunk(images.height()), shrunk(images.width()));
            return IntStream.range(0, ids.length)
                    .parallel()
                    .mapToObj(i -> floats(small.pixels(ids[i])))
                    .toArray(float[][]::new);
        }
        RowFeatures features = RowFeatures.fit((Table) dataset.inputs(), ids, 0, 0);
        float[][] rows = new float[ids.length][];
        try (Scope scope = Scope.open("rows");
                NoGrad off = NoGrad.open()) {
            float[] all = features.rows(ids).toFloats();
            int width = all.length / ids.length;
            Arrays.setAll(rows, i -> Arrays.copyOfRange(all, i * width, (i + 1) * width));
        }
        return rows;
    }

    private static float[] floats(byte[] pixels) {
        float[] floats = new float[pixels.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (pixels[i] & 0xff) / 255f;
        }
        return floats;
    }

    /** The share that always naming the most frequent class tells right. */
    public double chance() {
        return new FrequentClasses(ids, labels, classes).chance();
    }

    /** The place in the data set's classes. */
    public int classOf(int k) {
        return classes[k];
    }
}
