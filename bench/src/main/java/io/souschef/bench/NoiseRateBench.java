package io.souschef.bench;

import io.souschef.data.Dataset;
import io.souschef.data.Labels;
import io.souschef.data.noise.Audit;
import io.souschef.data.noise.ConfidentLearning;
import io.souschef.data.noise.OutOfSample;
import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import io.souschef.data.source.Progress;
import io.souschef.statistics.Interval;
import io.souschef.tensor.RandomStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Whether the share of wrong labels that an audit of 200 tells is the true one: DATA [FOLDER] [EXAMPLES] [AUDITS] [KIND PERCENT], fashion-mnist,
 * 20,000 and 400 if not said, all kinds and shares. The labels are made wrong in 5, 10 and 20 % of the cases, evenly and by class; who looks is never mistaken.
 */
public final class NoiseRateBench {
    private static final int LOOKS = 200;

    private NoiseRateBench() {}

    public static void main(String[] args) {
        Options options = Options.standard();
        Dataset dataset = Pantry.open(
                args.length > 0 ? args[0] : "fashion-mnist",
                args.length > 1 && !args[1].isEmpty() ? options.withDataDirectory(Path.of(args[1])) : options);
        int size = args.length > 2 ? Integer.parseInt(args[2]) : 20_000;
        int audits = args.length > 3 ? Integer.parseInt(args[3]) : 400;
        Labels truth = (Labels) dataset.targets();
        int[] train = dataset.split().train();
        int[] ids = Arrays.stream(RandomStream.of(1, "examples").permutation(train.length))
                .limit(size)
                .map(i -> train[i])
                .sorted()
                .toArray();
        System.out.println("| data | noise | true share | AUROC | confident learning alone | audit of 200, mean"
                + " | covers, of 100 | half-width, points |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        PlantedNoise[] kinds =
                args.length > 5 ? new PlantedNoise[] {PlantedNoise.valueOf(args[4])} : PlantedNoise.values();
        double[] shares =
                args.length > 5 ? new double[] {Double.parseDouble(args[5]) / 100} : new double[] {0.05, 0.1, 0.2};
        for (PlantedNoise kind : kinds) {
            for (double share : shares) {
                line(dataset, truth, kind.in(truth, share, 7), ids, kind, audits);
            }
        }
    }

    private static void line(Dataset dataset, Labels truth, Labels given, int[] ids, PlantedNoise kind, int audits) {
        OutOfSample said = OutOfSample.of(dataset.withTargets(given), ids, 60, 1337, Progress.SILENT)
                .orElseThrow();
        ConfidentLearning learning = new ConfidentLearning(said.labels(), said.probabilities());
        boolean[] wrong = PlantedNoise.wrong(truth, given, said.ids());
        double is =
                (double) IntStream.range(0, wrong.length).filter(i -> wrong[i]).count() / wrong.length;
        double suspected = (double) learning.suspects().length / wrong.length;
        int covered = 0;
        double mean = 0;
        double half = 0;
        for (int seed = 0; seed < audits; seed++) {
            Interval interval =
                    Audit.plan(learning.ranking(), suspected, LOOKS, seed).share(place -> wrong[place]);
            covered += interval.low() <= is && is <= interval.high() ? 1 : 0;
            mean += interval.value() / audits;
            half += (interval.high() - interval.low()) / 2 / audits;
        }
        System.out.printf(
                "| %s | %s | %.2f %% | %.4f | %.2f %% | %.2f %% | %.1f | %.2f |%n",
                dataset.name(),
                kind == PlantedNoise.SYMMETRIC ? "symmetric" : "class-dependent",
                100 * is,
                Roc.area(learning.ranking(), wrong),
                100 * learning.estimate(),
                100 * mean,
                100.0 * covered / audits,
                100 * half);
    }
}
