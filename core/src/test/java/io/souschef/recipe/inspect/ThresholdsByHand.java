package io.souschef.recipe.inspect;

import io.souschef.data.Dataset;
import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.data.axis.Axis;
import io.souschef.data.axis.RobustZ;
import io.souschef.data.outlier.FeatureDistances;
import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import io.souschef.data.shortcut.RegionGuess;
import io.souschef.data.shortcut.RegionGuesses;
import io.souschef.data.source.Progress;
import io.souschef.data.summary.Summary;
import io.souschef.tensor.RandomStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What the looks at a healthy set come to, for their thresholds: DATA [SEEDS] [FOLDER of mnist]. Of the axes the furthest deviations; of
 * parts of the picture the greatest lift over so many samples, with labels as they are and with labels handed out at random.
 */
final class ThresholdsByHand {
    /** Random halves of the set, each looked at as a set of its own. */
    private static final int HALVES = 40;

    public static void main(String[] args) {
        Options options = args.length > 2 ? Options.standard().withDataDirectory(Path.of(args[2])) : Options.standard();
        Dataset dataset = Pantry.open(args[0], options);
        int seeds = args.length > 1 ? Integer.parseInt(args[1]) : 40;
        Images images = (Images) dataset.inputs();
        for (Axis axis : Summary.of(dataset).axes()) {
            tell(axis.name(), axis.values());
            if (axis.spread().min() > 0) {
                tell("log " + axis.name(), logarithms(axis.values()));
            }
        }
        for (Axis axis : images.files().axes()) {
            tell(axis.name(), axis.values());
        }
        images.files().axis("sharpness").ifPresent(axis -> tell("log sharpness", logarithms(axis.values())));
        images.files().axis("letterbox").ifPresent(axis -> letterboxes(axis.values()));
        int[] train = dataset.split().train();
        long begun = System.nanoTime();
        tell(
                "feature distance",
                FeatureDistances.of(images, train, 30, 1337, Progress.SILENT).values());
        System.out.printf("  %.1f s%n", (System.nanoTime() - begun) / 1e9);
        Labels labels = (Labels) dataset.targets();
        lifts("as they are", images, labels, train, seeds, false);
        lifts("at random", images, labels, train, seeds, true);
    }

    private static double[] logarithms(double[] values) {
        return Arrays.stream(values).map(v -> v > 0 ? Math.log(v) : Double.NaN).toArray();
    }

    /** How many pictures would be letterboxed, by the least share of bars. */
    private static void letterboxes(double[] shares) {
        for (double least : new double[] {0.001, 0.02, 0.04, 0.08, 0.16, 0.32}) {
            System.out.printf(
                    "letterbox of %.3f or more: %d of %d%n",
                    least, Arrays.stream(shares).filter(share -> share >= least).count(), shares.length);
        }
    }

    private static void tell(String name, double[] values) {
        RobustZ usual = RobustZ.of(values);
        double[] z = Arrays.stream(values).map(usual::of).sorted().toArray();
        int n = z.length;
        System.out.printf(
                "%-20s z from %.1f to %.1f; beyond 4: %d low, %d high; beyond 5: %d, %d; beyond 6: %d, %d; beyond 8: %d, %d%n",
                name,
                z[0],
                z[n - 1],
                low(z, 4),
                high(z, 4),
                low(z, 5),
                high(z, 5),
                low(z, 6),
                high(z, 6),
                low(z, 8),
                high(z, 8));
        double[] lowest = new double[HALVES];
        double[] highest = new double[HALVES];
        for (int seed = 0; seed < HALVES; seed++) {
            int[] half = Arrays.stream(RandomStream.of(seed, "halves").permutation(values.length))
                    .limit(values.length / 2)
                    .toArray();
            double[] some = Arrays.stream(half).mapToDouble(id -> values[id]).toArray();
            RobustZ there = RobustZ.of(some);
            lowest[seed] = -Arrays.stream(some).map(there::of).min().orElse(0);
            highest[seed] = Arrays.stream(some).map(there::of).max().orElse(0);
        }
        System.out.printf(
                "%-20s   the furthest of each of %d halves: below %s; above %s%n",
                "", HALVES, spread(lowest), spread(highest));
    }

    private static String spread(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        return "%.1f to %.1f, median %.1f".formatted(sorted[0], sorted[sorted.length - 1], sorted[sorted.length / 2]);
    }

    private static long low(double[] z, double far) {
        return Arrays.stream(z).filter(v -> v < -far).count();
    }

    private static long high(double[] z, double far) {
        return Arrays.stream(z).filter(v -> v > far).count();
    }

    private static void lifts(String what, Images images, Labels labels, int[] train, int seeds, boolean random) {
        Map<String, double[]> most = new TreeMap<>();
        long begun = System.nanoTime();
        for (int seed = 0; seed < seeds; seed++) {
            int[] values = labels.values().clone();
            if (random) {
                int[] order = RandomStream.of(seed, "labels").permutation(values.length);
                values = Arrays.stream(order).map(i -> labels.values()[i]).toArray();
            }
            RegionGuesses told = RegionGuesses.of(images, new Labels(values, labels.classes()), train, seed)
                    .orElseThrow();
            for (RegionGuess guess : told.guesses()) {
                most.computeIfAbsent(guess.name(), none -> new double[seeds])[seed] = guess.lift();
            }
            most.computeIfAbsent("one pixel", none -> new double[seeds])[seed] =
                    told.pixel().lift();
            most.computeIfAbsent("p of the corners", none -> new double[seeds])[seed] = told.guesses().stream()
                    .filter(guess -> guess.name().equals("the corners"))
                    .mapToDouble(RegionGuess::probability)
                    .min()
                    .orElse(1);
            most.computeIfAbsent("p of one pixel", none -> new double[seeds])[seed] =
                    told.pixel().probability();
        }
        System.out.printf(
                "labels %s, %d samples, %.1f s each%n", what, seeds, (System.nanoTime() - begun) / 1e9 / seeds);
        most.forEach((name, all) -> System.out.printf(
                "  %-20s %.3f to %.3f%n",
                name,
                Arrays.stream(all).min().orElse(0),
                IntStream.range(0, seeds).mapToDouble(i -> all[i]).max().orElse(0)));
    }
}
