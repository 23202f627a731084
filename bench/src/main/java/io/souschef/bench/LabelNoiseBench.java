package io.souschef.bench;

import io.souschef.data.Dataset;
import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.data.noise.ConfidentLearning;
import io.souschef.data.noise.OutOfSample;
import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import io.souschef.data.pretrained.PretrainedFeatures;
import io.souschef.data.source.Progress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How well wrong labels are found that were put in: DATA [NOISE] [SECONDS] [FOLDER], fashion-mnist 0.1 105 if not said; the seconds are
 * those that {@code souschef inspect} plans for. All labels of train and validation, symmetric noise. With {@code -Dfeatures=net.pt} by what
 * that net gives, with {@code -Dclasses=56789} on the examples of these classes alone, with {@code -Dexamples=400} on so many.
 */
public final class LabelNoiseBench {
    /** By so much has another class to be likelier for a flat contradiction, as in the look at label noise. */
    private static final double FLAT = 0.8;

    private LabelNoiseBench() {}

    public static void main(String[] args) {
        Options options = Options.standard();
        Dataset all = SomeClasses.of(
                Pantry.open(
                        args.length > 0 ? args[0] : "fashion-mnist",
                        args.length > 3 ? options.withDataDirectory(Path.of(args[3])) : options),
                System.getProperty("classes", ""));
        Dataset dataset = Optional.ofNullable(Integer.getInteger("examples"))
                .map(count -> SomeClasses.first(all, count))
                .orElse(all);
        double noise = args.length > 1 ? Double.parseDouble(args[1]) : 0.1;
        double planned = args.length > 2 ? Double.parseDouble(args[2]) : 105;
        Labels truth = (Labels) dataset.targets();
        Labels given = PlantedNoise.SYMMETRIC.in(truth, noise, 7);
        int[] ids = IntStream.concat(
                        IntStream.of(dataset.split().train()),
                        IntStream.of(dataset.split().validation()))
                .sorted()
                .toArray();

        long begun = System.nanoTime();
        Optional<PretrainedFeatures> features = SomeClasses.features((Images) dataset.inputs());
        Dataset noisy = dataset.withTargets(given);
        double computed = (System.nanoTime() - begun) / 1e9;
        OutOfSample said = (features.isPresent()
                        ? OutOfSample.of(noisy, features.get(), ids, planned, 1337, Progress.SILENT)
                        : OutOfSample.of(noisy, ids, planned, 1337, Progress.SILENT))
                .orElseThrow();
        double seconds = (System.nanoTime() - begun) / 1e9;
        ConfidentLearning learning = new ConfidentLearning(said.labels(), said.probabilities());
        boolean[] wrong = PlantedNoise.wrong(truth, given, said.ids());
        long flat = IntStream.range(0, wrong.length)
                .filter(i ->
                        said.probabilities()[i][learning.guess(i)] - said.probabilities()[i][said.labels()[i]] > FLAT)
                .count();
        System.out.printf(
                "%s, %,d labels, %.2f %% of them wrong; %.1f s of %.0f planned, %.1f s of them for features, %s%n"
                        + "  AUROC %.4f, average precision %.4f, F1 of the suspects %.4f (%,d); flatly contradicted %.2f %%; confident learning estimates %.4f%n",
                dataset.name(),
                ids.length,
                100.0 * IntStream.range(0, wrong.length).filter(i -> wrong[i]).count() / wrong.length,
                seconds,
                planned,
                computed,
                said.how(),
                Roc.area(learning.ranking(), wrong),
                Roc.averagePrecision(learning.ranking(), wrong),
                Roc.f1(learning.suspects(), wrong),
                learning.suspects().length,
                100.0 * flat / wrong.length,
                learning.estimate());
    }
}
