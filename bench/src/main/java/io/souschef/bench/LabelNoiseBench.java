package io.souschef.bench;

import io.souschef.data.Dataset;
import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.data.Options;
import io.souschef.data.Pantry;
import io.souschef.data.noise.Audit;
import io.souschef.data.noise.ConfidentLearning;
import io.souschef.data.noise.Neighbours;
import io.souschef.statistics.Interval;
import io.souschef.tensor.RandomStream;
import java.util.Comparator;
import java.util.stream.IntStream;

/** How well wrong labels are found that were put in: DATA [NOISE] [EXAMPLES] [NEIGHBOURS], fashion-mnist 0.1 20000 30 if not said. */
public final class LabelNoiseBench {
    private LabelNoiseBench() {}

    public static void main(String[] args) {
        Dataset dataset = Pantry.open(args.length > 0 ? args[0] : "fashion-mnist", Options.standard());
        double noise = args.length > 1 ? Double.parseDouble(args[1]) : 0.1;
        int size = Math.min(dataset.size(), args.length > 2 ? Integer.parseInt(args[2]) : 20_000);
        int k = args.length > 3 ? Integer.parseInt(args[3]) : 30;
        Images images = (Images) dataset.inputs();
        Labels truth = (Labels) dataset.targets();
        int classes = truth.classes().size();
        RandomStream random = RandomStream.of(1337, "noise");
        int[] given = new int[size];
        float[][] features = new float[size][];
        for (int i = 0; i < size; i++) {
            boolean wrong = random.uniform(2L * i) < noise;
            int shift = 1 + random.below(2L * i + 1, classes - 1);
            given[i] = wrong ? (truth.values()[i] + shift) % classes : truth.values()[i];
            features[i] = pixels(images.pixels(i));
        }

        long begun = System.nanoTime();
        ConfidentLearning learning =
                new ConfidentLearning(given, Neighbours.probabilities(features, given, classes, k));
        double seconds = (System.nanoTime() - begun) / 1e9;
        boolean[] wrong = new boolean[size];
        for (int i = 0; i < size; i++) {
            wrong[i] = given[i] != truth.values()[i];
        }
        double[] margin = learning.margin();
        int[] byMargin = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> margin[i]))
                .mapToInt(i -> i)
                .toArray();
        double share = IntStream.range(0, size).filter(i -> wrong[i]).count() / (double) size;
        Interval audited =
                Audit.plan(learning.ranking(), learning.estimate(), 200, 1).share(i -> wrong[i]);
        System.out.printf(
                "%s, %,d examples, noise %.4f, k %d: %.1f s%n  by self-confidence AUROC %.4f, AP %.4f; by margin AUROC %.4f, AP %.4f%n"
                        + "  confident learning estimates %.4f; an audit of 200 looks %.4f, 95 %% interval %.4f to %.4f%n",
                dataset.name(),
                size,
                share,
                k,
                seconds,
                auroc(learning.ranking(), wrong),
                precision(learning.ranking(), wrong),
                auroc(byMargin, wrong),
                precision(byMargin, wrong),
                learning.estimate(),
                audited.value(),
                audited.low(),
                audited.high());
    }

    private static float[] pixels(byte[] image) {
        float[] pixels = new float[image.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (image[i] & 0xff) / 255f;
        }
        return pixels;
    }

    /** The share of pairs of a wrong and a right label in which the wrong one is ranked first. */
    private static double auroc(int[] ranking, boolean[] wrong) {
        long rightBefore = 0;
        long pairs = 0;
        for (int place : ranking) {
            if (wrong[place]) {
                pairs += rightBefore;
            } else {
                rightBefore++;
            }
        }
        long wrongs = ranking.length - rightBefore;
        return 1 - (double) pairs / (rightBefore * wrongs);
    }

    /** The mean over the wrong labels of the share of wrong ones among those ranked up to there. */
    private static double precision(int[] ranking, boolean[] wrong) {
        double sum = 0;
        int found = 0;
        for (int i = 0; i < ranking.length; i++) {
            if (wrong[ranking[i]]) {
                found++;
                sum += (double) found / (i + 1);
            }
        }
        return sum / Math.max(1, found);
    }
}
