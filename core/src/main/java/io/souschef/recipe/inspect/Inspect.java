package io.souschef.recipe.inspect;

import io.souschef.data.Duplicates;
import io.souschef.data.examples.ExamplesTable;
import io.souschef.data.pretrained.Pretrained;
import io.souschef.experiment.Budget;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Stage;
import io.souschef.recipe.inspect.copies.ConflictingLabels;
import io.souschef.recipe.inspect.copies.ExactDuplicates;
import io.souschef.recipe.inspect.copies.Leakage;
import io.souschef.recipe.inspect.copies.NearCopies;
import io.souschef.recipe.inspect.copies.SimilarTexts;
import io.souschef.recipe.inspect.files.FileFormats;
import io.souschef.recipe.inspect.files.SkippedList;
import io.souschef.recipe.inspect.files.UnreadableFiles;
import io.souschef.recipe.inspect.images.BlankImages;
import io.souschef.recipe.inspect.images.Channels;
import io.souschef.recipe.inspect.images.Colour;
import io.souschef.recipe.inspect.images.ContactSheets;
import io.souschef.recipe.inspect.images.DrawnBoxes;
import io.souschef.recipe.inspect.images.Extremes;
import io.souschef.recipe.inspect.images.ImageQuality;
import io.souschef.recipe.inspect.images.ImageSizes;
import io.souschef.recipe.inspect.images.Letterboxes;
import io.souschef.recipe.inspect.images.LocalFeatures;
import io.souschef.recipe.inspect.images.OtherParts;
import io.souschef.recipe.inspect.images.OutliersByFeatures;
import io.souschef.recipe.inspect.images.Position;
import io.souschef.recipe.inspect.images.Resolution;
import io.souschef.recipe.inspect.images.SpuriousVariation;
import io.souschef.recipe.inspect.labels.CheapProperties;
import io.souschef.recipe.inspect.labels.ClassCounts;
import io.souschef.recipe.inspect.labels.Imbalance;
import io.souschef.recipe.inspect.labels.LabelAudit;
import io.souschef.recipe.inspect.labels.LabelNoise;
import io.souschef.recipe.inspect.labels.RareClasses;
import io.souschef.recipe.inspect.labels.TargetSpread;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import io.souschef.recipe.inspect.splits.GroupLeakage;
import io.souschef.recipe.inspect.splits.NameGroups;
import io.souschef.recipe.inspect.splits.OrderOfFiles;
import io.souschef.recipe.inspect.splits.OrderOfRows;
import io.souschef.recipe.inspect.splits.SplitDrift;
import io.souschef.recipe.inspect.splits.TimeLeakage;
import io.souschef.recipe.inspect.tables.ColumnExtremes;
import io.souschef.recipe.inspect.tables.Columns;
import io.souschef.recipe.inspect.tables.DuplicateColumns;
import io.souschef.recipe.inspect.tables.HiddenMissing;
import io.souschef.recipe.inspect.tables.MissingValues;
import io.souschef.recipe.inspect.tables.MixedTypes;
import io.souschef.recipe.inspect.tables.MixedUnits;
import io.souschef.recipe.inspect.tables.Monotonicity;
import io.souschef.recipe.inspect.tables.NearlyConstant;
import io.souschef.recipe.inspect.tables.OutlyingRows;
import io.souschef.recipe.inspect.tables.PairsOfColumns;
import io.souschef.recipe.inspect.tables.RareCategories;
import io.souschef.recipe.inspect.tables.SampleRows;
import io.souschef.recipe.inspect.tables.SingleColumns;
import io.souschef.recipe.inspect.tables.SkippedColumns;
import io.souschef.recipe.inspect.texts.Beginnings;
import io.souschef.recipe.inspect.texts.CharactersOrWords;
import io.souschef.recipe.inspect.texts.ControlCharacters;
import io.souschef.recipe.inspect.texts.EmptyTexts;
import io.souschef.recipe.inspect.texts.Encodings;
import io.souschef.recipe.inspect.texts.SampleTexts;
import io.souschef.recipe.inspect.texts.SharedLines;
import io.souschef.recipe.inspect.texts.TextExtremes;
import io.souschef.recipe.inspect.texts.WordOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks at every example before any net does. The list is the order in which a person would look: what is there, of what form, what is
 * there twice, what lies at the edges, and then with his own eyes.
 *
 * <p>The run stops here only where it would be worthless: most files unreadable, a class that is never trained on, a split whose score
 * would be memory. All else that is suspicious is a warning, with the examples named. All that was measured is in
 * {@code examples.parquet}, one row per example.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">A Recipe for Training Neural Networks, section 1</a>
 */
public final class Inspect implements Stage {
    public static final String NAME = "inspect";

    private static final List<Look> LOOKS = List.of(
            new UnreadableFiles(),
            new FileFormats(),
            new ClassCounts(),
            new RareClasses(),
            new Imbalance(),
            new TargetSpread(),
            new ImageSizes(),
            new DrawnBoxes(),
            new Channels(),
            new BlankImages(),
            new Letterboxes(),
            new ImageQuality(),
            new Columns(),
            new SkippedColumns(),
            new Encodings(),
            new ControlCharacters(),
            new EmptyTexts(),
            new SharedLines(),
            new MissingValues(),
            new HiddenMissing(),
            new MixedTypes(),
            new MixedUnits(),
            new NearlyConstant(),
            new RareCategories(),
            new DuplicateColumns(),
            new SingleColumns(),
            new PairsOfColumns(),
            new Monotonicity(),
            new ExactDuplicates(),
            new ConflictingLabels(),
            new Leakage(),
            new SplitDrift(),
            new GroupLeakage(),
            new NameGroups(),
            new OrderOfFiles(),
            new TimeLeakage(),
            new OrderOfRows(),
            new NearCopies(),
            new SimilarTexts(),
            new LabelNoise(),
            new CheapProperties(),
            new OtherParts(),
            new Resolution(),
            new Position(),
            new LocalFeatures(),
            new Colour(),
            new SpuriousVariation(),
            new WordOrder(),
            new CharactersOrWords(),
            new Beginnings(),
            new OutliersByFeatures(),
            new Extremes(),
            new TextExtremes(),
            new ColumnExtremes(),
            new OutlyingRows(),
            new ContactSheets(),
            new SampleRows(),
            new SampleTexts());

    /** Those that ask a quick learner or a neighbour what the data are like: a run can do without, and they take the longest. */
    private static final Set<Class<? extends Look>> CLOSER = Set.of(
            CheapProperties.class,
            OtherParts.class,
            Resolution.class,
            Position.class,
            LocalFeatures.class,
            Colour.class,
            SpuriousVariation.class,
            WordOrder.class,
            CharactersOrWords.class,
            Beginnings.class,
            PairsOfColumns.class);

    /** So many times its share of a budget may the stage take before closer looks are left out. */
    private static final double LATE = 2;

    @Override
    public int number() {
        return 1;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "Become one with the data";
    }

    @Override
    public void run(Kitchen kitchen) {
        Inspection.verdicts(kitchen.notebook().run()).learn();
        Inspection seen = Inspection.of(
                kitchen.dataset(),
                kitchen.order().pretrained(),
                kitchen.notebook().run(),
                kitchen.seed(),
                kitchen.seconds(this),
                what -> (done, total) -> told(kitchen, what, done, total));
        kitchen.order().pretrained().ifPresent(Pretrained::forget);
        SkippedList.write(kitchen.notebook().run(), seen.dataset());
        kitchen.show(this, reading(seen));
        boolean leftOut = false;
        for (int i = 0; i < LOOKS.size(); i++) {
            kitchen.watcher().progress("looking at the data", (double) i / LOOKS.size(), "");
            Look look = LOOKS.get(i);
            if (CLOSER.contains(look.getClass()) && late(kitchen)) {
                leftOut = true;
                continue;
            }
            long begun = System.nanoTime();
            Optional<Finding> finding = look.at(seen);
            double seconds = (System.nanoTime() - begun) / 1e9;
            finding.ifPresent(found -> kitchen.add(this, found.withSeconds(seconds)));
        }
        if (leftOut) {
            kitchen.add(this, cutShort(kitchen));
        }
        new LabelAudit(kitchen.notebook().run()).rate().ifPresent(found -> kitchen.add(this, found));
        kitchen.show(this, table(kitchen, seen));
        kitchen.watcher().progressed();
    }

    private boolean late(Kitchen kitchen) {
        return kitchen.left(this) < (1 - LATE) * kitchen.seconds(this)
                || kitchen.budget().filter(Budget::over).isPresent();
    }

    private Finding cutShort(Kitchen kitchen) {
        return Finding.of("become one with the data", "looks-left-out")
                .fix("souschef inspect, which has all of the time for it; or a larger --budget")
                .skip(
                        "closer looks were left out: the %.1f s that this stage had of the budget were used up",
                        kitchen.seconds(this));
    }

    /** A person may have judged labels and pairs since. */
    @Override
    public void again(Kitchen kitchen) {
        NearCopies.again(
                        kitchen.dataset(),
                        kitchen.notebook().run(),
                        kitchen.seed(),
                        what -> (done, total) -> told(kitchen, what, done, total))
                .ifPresent(found -> kitchen.add(this, found));
        kitchen.watcher().progressed();
        new LabelAudit(kitchen.notebook().run())
                .rate()
                .filter(found -> kitchen.notebook().pages().findings(name()).stream()
                        .noneMatch(known -> known.code().equals(found.code())
                                && known.measured().equals(found.measured())))
                .ifPresent(found -> kitchen.add(this, found));
    }

    /** Told by many threads; one in a thousand is passed on, and by one at a time. */
    private static void told(Kitchen kitchen, String what, long done, long total) {
        if (done % 1000 == 0 || total <= 1000) {
            synchronized (kitchen) {
                kitchen.watcher().progress(what, (double) done / total, "");
            }
        }
    }

    /** What the data are, and what was decided while they were read. */
    private static Evidence reading(Inspection seen) {
        List<String> notes = seen.dataset().notes();
        return new Evidence.Text(
                "The data, as they were read",
                notes.isEmpty() ? "" : "Below the line, what was decided while reading.",
                seen.dataset().describe().replace("; ", "\n")
                        + notes.stream().map(note -> "\n  " + note).collect(Collectors.joining("", "\n", "")));
    }

    private static Evidence table(Kitchen kitchen, Inspection seen) {
        Map<String, int[]> groups = new LinkedHashMap<>();
        groups.put(
                "duplicate_group",
                groups(seen, seen.duplicates().groups().stream().map(Duplicates.Group::ids)));
        seen.near().ifPresent(near -> groups.put(NearCopies.GROUP, NearCopies.groups(seen)));
        List<String> columns = ExamplesTable.write(
                kitchen.notebook().run().examples(), seen.dataset(), seen.axes(), groups, LabelNoise.suspicions(seen));
        return new Evidence.Text(
                "Every example, with all that was measured on it",
                "One row per example, in %s of the run; sort and filter it by anything."
                        .formatted(kitchen.notebook()
                                .run()
                                .nameOf(kitchen.notebook().run().examples())),
                "SELECT name, split, %1$s FROM 'examples.parquet' ORDER BY %1$s DESC LIMIT 20;\n\n%2$,d rows; columns: %3$s"
                        .formatted(
                                "\"" + columns.get(columns.size() - 1).replace("\"", "\"\"") + "\"",
                                seen.dataset().size(),
                                Phrases.some(columns, 40)));
    }

    /** By id, the first of the group that it is in; −1 where it is in none. */
    private static int[] groups(Inspection seen, Stream<int[]> groups) {
        int[] firsts = new int[seen.dataset().size()];
        Arrays.fill(firsts, -1);
        groups.forEach(ids -> Arrays.stream(ids).forEach(id -> firsts[id] = ids[0]));
        return firsts;
    }
}
