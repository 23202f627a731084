package io.souschef.bench;

import io.souschef.data.Dataset;
import io.souschef.data.Images;
import io.souschef.data.axis.RobustZ;
import io.souschef.data.outlier.FeatureDistances;
import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import io.souschef.data.source.Progress;
import io.souschef.tensor.RandomStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Images of one set among those of another: DATA OTHER [SECONDS] [FOLDER of mnist], 30 seconds if not said. To the test images of DATA as
 * many test images of OTHER are added, and all are compared with training images of DATA; then 1 % of OTHER is put among those itself. With
 * {@code -Dfeatures=net.pt} by what that net gives as well; with {@code -Dclasses=56789 -Dothers=01234} of these classes alone.
 */
public final class OutlierBench {
    private OutlierBench() {}

    public static void main(String[] args) {
        double seconds = args.length > 2 ? Double.parseDouble(args[2]) : 30;
        Options options = args.length > 3 ? Options.standard().withDataDirectory(Path.of(args[3])) : Options.standard();
        Dataset in = SomeClasses.of(
                Pantry.open(args[0], args[0].equals("mnist") ? options : Options.standard()),
                System.getProperty("classes", ""));
        Dataset out = SomeClasses.of(
                Pantry.open(args[1], args[1].equals("mnist") ? options : Options.standard()),
                System.getProperty("others", ""));
        Images known = (Images) in.inputs();
        Images other = (Images) out.inputs();
        int[] train = in.split().train();
        int[] test = in.split().test();
        report("apart", known, train, test, other, out.split().test(), seconds, false);
        int[] few = Arrays.stream(RandomStream.of(1, "planted").permutation(other.size()))
                .limit(train.length / 100)
                .toArray();
        report("1 % among them", known, train, train, other, few, seconds, true);
        int[] some = IntStream.range(0, Math.max(3, train.length / 1000)).toArray();
        report("0.1 % noise among them", known, train, train, noise(known, some.length), some, seconds, true);
    }

    private static void report(
            String what,
            Images known,
            int[] train,
            int[] asked,
            Images other,
            int[] planted,
            double seconds,
            boolean among) {
        int[] own = IntStream.concat(Arrays.stream(train), among ? IntStream.empty() : Arrays.stream(asked))
                .toArray();
        byte[][] pixels = IntStream.concat(
                        Arrays.stream(own), Arrays.stream(planted).map(id -> -1 - id))
                .mapToObj(id -> id >= 0 ? known.pixels(id) : other.pixels(-1 - id))
                .toArray(byte[][]::new);
        List<String> names =
                IntStream.range(0, pixels.length).mapToObj(String::valueOf).toList();
        Images all = Images.unscaled(known.channels(), known.height(), known.width(), pixels, names);
        int[] reference =
                IntStream.range(0, among ? pixels.length : train.length).toArray();
        long begun = System.nanoTime();
        FeatureDistances distances = SomeClasses.features(all)
                .map(features -> FeatureDistances.of(all, features, reference, seconds, 1337, Progress.SILENT))
                .orElseGet(() -> FeatureDistances.of(all, reference, seconds, 1337, Progress.SILENT));
        double took = (System.nanoTime() - begun) / 1e9;
        int from = among ? 0 : train.length;
        double[] scores = Arrays.copyOfRange(distances.values(), from, pixels.length);
        boolean[] foreign = new boolean[scores.length];
        Arrays.fill(foreign, scores.length - planted.length, scores.length, true);
        System.out.printf(
                "%s: %,d and %,d from elsewhere: AUROC %.4f, average precision %.4f; %.1f s of %.0f planned, %s%n",
                what,
                scores.length - planted.length,
                planted.length,
                Roc.area(Roc.ranking(scores), foreign),
                Roc.averagePrecision(Roc.ranking(scores), foreign),
                took,
                seconds,
                distances.how());
        deviations(scores, planted.length);
    }

    /** What the look at outliers would say, by the deviations from which it would. */
    private static void deviations(double[] scores, int planted) {
        RobustZ usual = RobustZ.of(scores);
        double[] z = Arrays.stream(scores).map(usual::of).toArray();
        double[] own = Arrays.copyOf(z, z.length - planted);
        double[] foreign = Arrays.copyOfRange(z, z.length - planted, z.length);
        System.out.printf(
                "  deviations: own at most %.1f; from elsewhere %.1f to %.1f%n",
                Arrays.stream(own).max().orElseThrow(),
                Arrays.stream(foreign).min().orElseThrow(),
                Arrays.stream(foreign).max().orElseThrow());
        for (double least : new double[] {3, 4, 5, 6, 8}) {
            System.out.printf(
                    "  beyond %.0f: %d of %,d own, %d of %,d from elsewhere%n",
                    least,
                    Arrays.stream(own).filter(v -> v > least).count(),
                    own.length,
                    Arrays.stream(foreign).filter(v -> v > least).count(),
                    foreign.length);
        }
    }

    /** Pictures of the size of {@code like} whose every number is drawn by itself, evenly. */
    private static Images noise(Images like, int count) {
        int numbers = like.pixels(0).length;
        byte[][] pixels = new byte[count][numbers];
        RandomStream random = RandomStream.of(1, "noise");
        for (int i = 0; i < count; i++) {
            for (int p = 0; p < numbers; p++) {
                pixels[i][p] = (byte) random.bits((long) i * numbers + p);
            }
        }
        List<String> names = IntStream.range(0, count).mapToObj(String::valueOf).toList();
        return Images.unscaled(like.channels(), like.height(), like.width(), pixels, names);
    }
}
