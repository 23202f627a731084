package io.souschef.data.shortcut;

import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.data.learner.FrequentClasses;
import io.souschef.tensor.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How well the class can be told from parts of a picture where nothing of it should be: the border, the corners, all but the middle, and
 * any single pixel. Each part is given to one linear learner, judged by balanced accuracy in folds. Whether it is more than luck is found
 * by handing out the labels at random, the best part of all counting each time.
 *
 * @param guesses by part; the whole picture first, for comparison
 * @param pixel the best single pixel; its name says where
 * @param examples that were looked at
 */
public record RegionGuesses(List<RegionGuess> guesses, RegionGuess pixel, int examples) {
    /** Numbers of a picture that are looked at, about: 28x28 pixels in grey, 16x16 in colour. */
    private static final int NUMBERS = 784;

    private static final int MOST = 2000, FEW = 10;

    /** Of the labels; fewer where there are many classes, for time. Below 100 none could show that chance has less than 1 in 100. */
    private static final int PERMUTATIONS = 199, LEAST = 100;

    /** Multiply-adds that the permutations of one part may take. */
    private static final double WORK = 20e9;

    public RegionGuesses {
        guesses = List.copyOf(guesses);
    }

    /** Empty where fewer than two classes have ten of {@code ids}. */
    public static Optional<RegionGuesses> of(Images all, Labels labels, int[] ids, long seed) {
        RandomStream random = RandomStream.of(seed, "regions");
        int[] order = random.permutation(ids.length);
        int[] drawn = Arrays.stream(order).limit(MOST).map(i -> ids[i]).toArray();
        return FrequentClasses.of(labels, drawn, FEW)
                .map(shown -> guessed(
                        small(all.only(shown.ids())),
                        shown.labels(),
                        shuffled(shown, random),
                        shown.classes().length,
                        seed));
    }

    private static int[][] shuffled(FrequentClasses shown, RandomStream random) {
        int[] mine = shown.labels();
        double work = (double) mine.length * mine.length * shown.classes().length;
        return IntStream.range(0, (int) Math.max(LEAST, Math.min(PERMUTATIONS, WORK / work)))
                .mapToObj(p -> Arrays.stream(random.at(p).permutation(mine.length))
                        .map(i -> mine[i])
                        .toArray())
                .toArray(int[][]::new);
    }

    private static Images small(Images images) {
        int side = Math.max(images.height(), images.width());
        int most = (int) Math.sqrt((double) NUMBERS / images.channels());
        return side <= most
                ? images
                : images.resized(Math.max(1, images.height() * most / side), Math.max(1, images.width() * most / side));
    }

    private static RegionGuesses guessed(Images images, int[] labels, int[][] shuffled, int classes, long seed) {
        int height = images.height();
        int width = images.width();
        List<Region> parts = new ArrayList<>();
        for (Region part : List.of(
                Region.border(height, width), Region.corners(height, width), Region.background(height, width))) {
            if (part.isPartOf(height * width)) {
                parts.add(part);
            }
        }
        double[] luck = new double[shuffled.length];
        List<RegionGuess> raw = new ArrayList<>();
        for (Region part : parts) {
            LinearSmoother smoother = LinearSmoother.of(images, part.places(), labels, classes, seed);
            double[] by = smoother.balancedAccuracies(shuffled, classes);
            Arrays.setAll(luck, p -> Math.max(luck[p], by[p]));
            raw.add(new RegionGuess(part.name(), smoother.balancedAccuracy(labels, classes), 1.0 / classes, 1));
        }
        List<RegionGuess> guesses = new ArrayList<>();
        LinearSmoother whole =
                LinearSmoother.of(images, Region.whole(height, width).places(), labels, classes, seed);
        guesses.add(new RegionGuess(
                "the whole picture",
                whole.balancedAccuracy(labels, classes),
                1.0 / classes,
                1.0 / (shuffled.length + 1)));
        raw.forEach(guess -> guesses.add(guess.withProbability(beaten(luck, guess.accuracy()))));
        return new RegionGuesses(guesses, pixel(images, labels, shuffled, classes), labels.length);
    }

    private static RegionGuess pixel(Images images, int[] labels, int[][] shuffled, int classes) {
        int area = images.height() * images.width();
        List<Guess> pixels = IntStream.range(0, area)
                .parallel()
                .mapToObj(i -> new Guess(brightness(images, i)))
                .toList();
        int best = IntStream.range(0, area)
                .boxed()
                .max(Comparator.comparingDouble((Integer i) -> pixels.get(i).balancedAccuracy(labels, classes)))
                .orElseThrow();
        double accuracy = pixels.get(best).balancedAccuracy(labels, classes);
        double[] luck = Arrays.stream(shuffled)
                .parallel()
                .mapToDouble(random -> pixels.stream()
                        .mapToDouble(pixel -> pixel.balancedAccuracy(random, classes))
                        .max()
                        .orElse(0))
                .toArray();
        String name = "one pixel, (%d, %d) of %dx%d"
                .formatted(best % images.width(), best / images.width(), images.width(), images.height());
        return new RegionGuess(name, accuracy, 1.0 / classes, beaten(luck, accuracy));
    }

    /** Of pixel {@code place} in every image: the mean of its channels. */
    private static double[] brightness(Images images, int place) {
        int area = images.height() * images.width();
        double[] values = new double[images.size()];
        for (int id = 0; id < values.length; id++) {
            for (int c = 0; c < images.channels(); c++) {
                values[id] += images.pixels(id)[c * area + place] & 0xff;
            }
        }
        return values;
    }

    private static double beaten(double[] luck, double accuracy) {
        return (Arrays.stream(luck).filter(best -> best >= accuracy).count() + 1.0) / (luck.length + 1);
    }
}
