package io.souschef.recipe.inspect.look;

import io.souschef.data.Dataset;
import io.souschef.data.Duplicates;
import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.data.Numbers;
import io.souschef.data.Table;
import io.souschef.data.Texts;
import io.souschef.data.annotation.Annotations;
import io.souschef.data.axis.Axis;
import io.souschef.data.learner.TextTrials;
import io.souschef.data.learner.Trials;
import io.souschef.data.near.NearDuplicates;
import io.souschef.data.near.NearTexts;
import io.souschef.data.near.Verdicts;
import io.souschef.data.noise.OutOfSample;
import io.souschef.data.outlier.FeatureDistances;
import io.souschef.data.pretrained.Pretrained;
import io.souschef.data.pretrained.PretrainedFeatures;
import io.souschef.data.shortcut.BorderAxes;
import io.souschef.data.source.Progress;
import io.souschef.data.summary.Summary;
import io.souschef.data.table.Column;
import io.souschef.experiment.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What the looks share: a data set after every example of it was read once.
 *
 * @param near images or texts that are nearly the same; empty for a table
 * @param annotations what is drawn on the pictures; empty where no file beside them says so
 * @param opinions what others say of the labels of train and validation; empty for a regression, and where classes are too small
 * @param distances how far every image is from its neighbours; empty for a table
 * @param trials a quick learner; empty where there are no pictures with labels
 * @param textTrials a quick learner of texts; empty where there are no texts with labels
 * @param prints where pictures are put
 * @param seed of samples
 * @param seconds what the stage may take: a look that could take longer draws examples instead of looking at all
 */
public record Inspection(
        Dataset dataset,
        Summary summary,
        Duplicates duplicates,
        Optional<NearDuplicates> near,
        Optional<Annotations> annotations,
        Optional<OutOfSample> opinions,
        Optional<FeatureDistances> distances,
        Optional<Trials> trials,
        Optional<TextTrials> textTrials,
        Prints prints,
        long seed,
        double seconds) {
    private static final int NONE = 0, TRAIN = 1, VALIDATION = 2, TEST = 3;
    private static final String[] NAMES = {"no split", "train", "validation", "test"};

    /** Of the stage's time that may go into opinions of labels, into trials of a quick learner, and into distances to neighbours. */
    private static final double OPINIONS = 0.35, TRIALS = 0.25, DISTANCES = 0.1;

    /**
     * Rows of a table whose labels others are asked about: all of a table that has no more; of a larger one a part, which tells how many labels are
     * wrong to a percent, and takes a tenth of the time.
     */
    private static final int ROWS_JUDGED = 30_000, ROWS_OF_MORE = 5_000;

    /** Columns that others are shown, and rows on which these are chosen, where there are more. */
    private static final int COLUMNS_JUDGED = 200, ROWS_COMPARED = 2_000;

    /**
     * @param seconds what the stage may take
     * @param watch who is told how far a piece of work has come
     */
    public static Inspection of(
            Dataset dataset, RunDirectory run, long seed, double seconds, Function<String, Progress> watch) {
        return of(dataset, Optional.empty(), run, seed, seconds, watch);
    }

    /**
     * @param pretrained a net from elsewhere: labels are asked about, and distances are measured, by its features
     * @throws io.souschef.error.Problem where it can't be used on these data
     */
    public static Inspection of(
            Dataset dataset,
            Optional<Pretrained> pretrained,
            RunDirectory run,
            long seed,
            double seconds,
            Function<String, Progress> watch) {
        Optional<PretrainedFeatures> features = pretrained.map(
                net -> net.features(net.pictures(dataset.inputs()), watch.apply("computing features by the net")));
        watch.apply("looking for equal examples").at(0, 1);
        Duplicates duplicates = Duplicates.of(dataset);
        Optional<NearDuplicates> near = near(dataset, duplicates, run, seed, watch);
        Optional<Annotations> annotations = annotations(dataset, watch);
        Optional<OutOfSample> opinions = dataset.targets() instanceof Labels
                ? opinions(dataset, features, seconds, seed, watch)
                : Optional.empty();
        Optional<FeatureDistances> distances =
                dataset.inputs() instanceof Images images && dataset.split().train().length > 1
                        ? Optional.of(distances(dataset, images, features, seconds, seed, watch))
                        : Optional.empty();
        watch.apply("measuring every example").at(0, 1);
        return new Inspection(
                dataset,
                Summary.of(dataset),
                duplicates,
                near,
                annotations,
                opinions,
                distances,
                Trials.of(dataset, TRIALS * seconds, seed),
                TextTrials.of(dataset, TRIALS * seconds, seed),
                new Prints(run),
                seed,
                seconds);
    }

    private static Optional<OutOfSample> opinions(
            Dataset dataset,
            Optional<PretrainedFeatures> features,
            double seconds,
            long seed,
            Function<String, Progress> watch) {
        Progress progress = watch.apply("asking others about the labels");
        progress.at(0, 1);
        int[] known = known(dataset, seed);
        return features.isPresent()
                ? OutOfSample.of(dataset, features.get(), known, OPINIONS * seconds, seed, progress)
                : OutOfSample.of(narrow(dataset), known, OPINIONS * seconds, seed, progress);
    }

    private static FeatureDistances distances(
            Dataset dataset,
            Images images,
            Optional<PretrainedFeatures> features,
            double seconds,
            long seed,
            Function<String, Progress> watch) {
        Progress progress = watch.apply("measuring how far each is from the others");
        int[] train = dataset.split().train();
        return features.isPresent()
                ? FeatureDistances.of(images, features.get(), train, DISTANCES * seconds, seed, progress)
                : FeatureDistances.of(images, train, DISTANCES * seconds, seed, progress);
    }

    /** Images or texts that are nearly the same, but for those that a person keeps apart. */
    public static Optional<NearDuplicates> near(
            Dataset dataset, Duplicates duplicates, RunDirectory run, long seed, Function<String, Progress> watch) {
        if (dataset.inputs() instanceof Table) {
            return Optional.empty();
        }
        Progress progress = watch.apply("looking for near-duplicates");
        progress.at(0, 1);
        NearDuplicates all = dataset.inputs() instanceof Texts
                ? NearTexts.of(dataset, duplicates, seed, progress)
                : NearDuplicates.of(dataset, duplicates, seed, progress);
        return Optional.of(verdicts(run).applied(all, dataset.inputs()));
    }

    /** What a person says of images and texts that are nearly the same. */
    public static Verdicts verdicts(RunDirectory run) {
        return new Verdicts(run.nearDuplicates(), run.shared().resolve("near-duplicates.csv"));
    }

    private static Optional<Annotations> annotations(Dataset dataset, Function<String, Progress> watch) {
        Path folder = Path.of(dataset.source().path());
        return dataset.inputs() instanceof Images images && Files.isDirectory(folder)
                ? Annotations.beside(folder, images, watch.apply("reading annotations"))
                : Optional.empty();
    }

    /** A table of very many columns with the strongest alone, for those who learn from all columns at once. */
    private static Dataset narrow(Dataset dataset) {
        if (!(dataset.inputs() instanceof Table table) || table.columns().size() <= COLUMNS_JUDGED) {
            return dataset;
        }
        List<Column> columns = table.columns();
        Strength strength = new Strength(dataset, ROWS_COMPARED);
        double[] told = columns.parallelStream()
                .mapToDouble(column -> strength.of(column))
                .toArray();
        List<Column> strongest = IntStream.range(0, told.length)
                .boxed()
                .sorted(Comparator.comparingDouble(c -> -told[c]))
                .limit(COLUMNS_JUDGED)
                .sorted()
                .map(columns::get)
                .toList();
        return dataset.withInputs(new Table(strongest, List.of(), table.rows()));
    }

    /** All but the test split; of a large table, some drawn at random. */
    private static int[] known(Dataset dataset, long seed) {
        int[] known = IntStream.concat(
                        IntStream.of(dataset.split().train()),
                        IntStream.of(dataset.split().validation()))
                .sorted()
                .toArray();
        return dataset.inputs() instanceof Table && known.length > ROWS_JUDGED
                ? Drawn.of(known, ROWS_OF_MORE, seed)
                : known;
    }

    /** All that was measured on every example, to sort by. */
    public List<Axis> axes() {
        List<Axis> all = new ArrayList<>(cheapAxes());
        distances.ifPresent(far -> all.add(new Axis("feature distance", "", far.values())));
        images().ifPresent(images -> annotations.ifPresent(drawn -> all.addAll(drawn.axes(images))));
        return all;
    }

    /** What can be measured on an example without knowing what it shows, to compare classes by. */
    public List<Axis> cheapAxes() {
        List<Axis> cheap = new ArrayList<>(summary.axes());
        images().ifPresent(images -> {
            cheap.addAll(BorderAxes.of(images));
            cheap.addAll(images.files().axes());
        });
        return cheap;
    }

    /** Whether each example was a file, whose name and folders say something. */
    public boolean ofFiles() {
        return texts().filter(texts -> texts.column().isEmpty()).isPresent()
                || images().filter(images -> !images.files().isEmpty()).isPresent();
    }

    public Optional<Images> images() {
        return dataset.inputs() instanceof Images images ? Optional.of(images) : Optional.empty();
    }

    public Optional<Table> table() {
        return dataset.inputs() instanceof Table table ? Optional.of(table) : Optional.empty();
    }

    public Optional<Texts> texts() {
        return dataset.inputs() instanceof Texts texts ? Optional.of(texts) : Optional.empty();
    }

    public Optional<Labels> labels() {
        return dataset.targets() instanceof Labels labels ? Optional.of(labels) : Optional.empty();
    }

    public Optional<Numbers> numbers() {
        return dataset.targets() instanceof Numbers numbers ? Optional.of(numbers) : Optional.empty();
    }

    /** "train", "validation", "test" or "no split", by id. */
    public String[] parts() {
        String[] parts = new String[dataset.size()];
        Arrays.fill(parts, NAMES[NONE]);
        name(parts, dataset.split().train(), TRAIN);
        name(parts, dataset.split().validation(), VALIDATION);
        name(parts, dataset.split().test(), TEST);
        return parts;
    }

    private static void name(String[] parts, int[] ids, int part) {
        for (int id : ids) {
            parts[id] = NAMES[part];
        }
    }

    public String nameOf(int id) {
        return dataset.inputs().nameOf(id);
    }

    public String targetOf(int id) {
        return dataset.targets().text(id);
    }
}
