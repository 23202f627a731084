package io.souschef.recipe.hindsight;

import io.souschef.data.Images;
import io.souschef.data.examples.MoreColumns;
import io.souschef.data.slice.Slice;
import io.souschef.data.slice.SliceSearch;
import io.souschef.data.table.CategoryColumn;
import io.souschef.data.table.Column;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.inspect.copies.NearCopies;
import io.souschef.recipe.inspect.look.Phrases;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * In which parts of the validation split the model is worse than elsewhere, described by whatever stage 1 has measured of each example,
 * by the columns of a table, and for pictures by groups of alike ones.
 *
 * @see SliceSearch
 */
final class WorstSlices {
    /**
     * A part that is worse beyond this corrected probability is a finding. Of 300 sound sets of 1,500 rows, a tenth of them mistakes, none
     * had one; of 100 sets with 20, 30, 40 % mistakes in an eighth of the rows, 12, 91 and 100 had.
     */
    private static final double SURE = 0.01;

    /** With fewer examples, or fewer mistakes, no part can be told from another. */
    private static final int LEAST = 200, LEAST_WRONG = 20;

    /** Of more validation examples so many are searched. */
    private static final int MOST = 20_000;

    private static final int PICTURES = 16;

    /** The columns in which stage 1 has put the groups of examples; what else ends so is a column of the table. */
    private static final Set<String> GROUPS = Set.of("duplicate_group", NearCopies.GROUP);

    private final Kitchen kitchen;
    private final Gallery gallery;

    WorstSlices(Kitchen kitchen, Gallery gallery) {
        this.kitchen = kitchen;
        this.gallery = gallery;
    }

    /** What is searched: losses and kinds by place, the ids in rising order. */
    @SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
    private record Searched(int[] ids, double[] losses, int[] kinds, List<Column> columns) {}

    Optional<Finding> finding(Evaluation validation) {
        boolean classes = kitchen.task() instanceof Task.Classification;
        Finding.Draft draft = Finding.of("where is it worst", "worst-slices")
                .expected("no part that is worse than its classes explain, beyond doubt (p < %.2f, corrected)", SURE);
        long wrong =
                Arrays.stream(validation.merits()).filter(merit -> merit < 1).count();
        if (validation.size() < LEAST || (classes && wrong < LEAST_WRONG)) {
            return Optional.of(draft.skip(
                    classes && validation.size() >= LEAST
                            ? "%,d mistakes are too few to tell one part from another, %,d are enough"
                                    .formatted(wrong, LEAST_WRONG)
                            : "%,d validation examples are too few to tell one part from another, %,d are enough"
                                    .formatted(validation.size(), LEAST)));
        }
        Searched all = searched(validation, classes);
        if (all.columns.isEmpty()) {
            return Optional.of(
                    draft.fix("souschef inspect measures them").skip("nothing was measured of the examples"));
        }
        List<Slice> slices = SliceSearch.worst(all.columns, all.losses, all.kinds, kitchen.seed());
        List<Slice> sure = slices.stream().filter(WorstSlices::sure).toList();
        List<Evidence> evidence = new ArrayList<>();
        if (!slices.isEmpty()) {
            evidence.add(grid(slices, classes));
        }
        if (!sure.isEmpty()) {
            evidence.add(shown(sure.get(0), all, classes));
        }
        draft.evidence(evidence.toArray(Evidence[]::new));
        return Optional.of(
                sure.isEmpty()
                        ? draft.measured(
                                        "no part of %,d columns stands out: %s looked worse in one half of %,d validation examples, none is worse in the other half than chance has it",
                                        all.columns.size(),
                                        Phrases.count(slices.size(), "part", "parts"),
                                        all.ids.length)
                                .okIf(true)
                        : draft.measured("%s: %s", sure.get(0).text(), compared(sure.get(0), classes))
                                .cause(
                                        sure.size() > 1
                                                ? "%s, found in one half of the validation split and confirmed on the other"
                                                        .formatted(
                                                                Phrases.count(sure.size(), "such part", "such parts"))
                                                : "found in one half of the validation split and confirmed on the other")
                                .fix(
                                        "look at them; more examples like these, or correct their labels, or leave them out of what the model is used for")
                                .warnIf(true));
    }

    private static boolean sure(Slice slice) {
        return slice.probability() < SURE && slice.mean() > slice.expected();
    }

    private Searched searched(Evaluation validation, boolean classes) {
        int[] order = RandomStream.of(kitchen.seed(), "searched for slices").permutation(validation.size());
        int[] places = IntStream.of(order)
                .limit(MOST)
                .boxed()
                .sorted(Comparator.comparingLong((Integer place) -> validation.ids()[place]))
                .mapToInt(place -> place)
                .toArray();
        int[] ids = Arrays.stream(places)
                .map(place -> (int) validation.ids()[place])
                .toArray();
        double[] merits = validation.merits();
        double[] losses = Arrays.stream(places)
                .mapToDouble(place -> classes ? 1 - merits[place] : Math.sqrt(merits[place]))
                .toArray();
        int[] kinds = Arrays.stream(places)
                .map(place -> classes ? (int) validation.targets()[place] : 0)
                .toArray();
        return new Searched(ids, losses, kinds, columns(ids));
    }

    private List<Column> columns(int[] ids) {
        int[] sorted =
                Arrays.stream(kitchen.dataset().split().validation()).sorted().toArray();
        int[] rows =
                Arrays.stream(ids).map(id -> Arrays.binarySearch(sorted, id)).toArray();
        List<Column> columns = new ArrayList<>();
        for (Column column : MoreColumns.known(kitchen.notebook().run().examples(), "validation")) {
            if (column.size() == sorted.length) {
                columns.add(grouped(column.rows(rows)));
            }
        }
        if (kitchen.dataset().inputs() instanceof Images images) {
            columns.add(Clusters.of(images, ids, kitchen.seed()));
        }
        return columns;
    }

    /** The number of a group says nothing, whether there is one does. */
    private static Column grouped(Column column) {
        if (!GROUPS.contains(column.name())) {
            return column;
        }
        int[] codes = IntStream.range(0, column.size())
                .map(row -> column.isMissing(row) ? 1 : 0)
                .toArray();
        return new CategoryColumn(column.name(), codes, List.of("any", "none"));
    }

    /** "8.7 % wrong of 618, 5.8 % (4.1 to 7.6 %) by chance (p 0.002)". */
    private static String compared(Slice slice, boolean classes) {
        return (classes
                        ? "%s wrong of %,d, by chance %s of the same classes (p %s)"
                        : "off by %s on average over %,d, by chance %s (p %s)")
                .formatted(
                        number(slice.mean(), classes),
                        slice.size(),
                        chance(slice, classes),
                        probability(slice.probability()));
    }

    private static String number(double value, boolean classes) {
        return classes ? "%.1f %%".formatted(100 * value) : Phrases.number(value);
    }

    private static String chance(Slice slice, boolean classes) {
        return "%s (%s to %s)"
                .formatted(
                        number(slice.expected(), classes), number(slice.low(), classes), number(slice.high(), classes));
    }

    private static String probability(double p) {
        return p < 0.001 ? "under 0.001" : "%.3f".formatted(p);
    }

    private static Evidence grid(List<Slice> slices, boolean classes) {
        List<List<String>> rows = slices.stream()
                .map(slice -> List.of(
                        slice.text(),
                        "%,d".formatted(slice.size()),
                        number(slice.mean(), classes),
                        chance(slice, classes),
                        probability(slice.probability()),
                        sure(slice) ? "worse" : "as chance has it"))
                .toList();
        return new Evidence.Grid(
                "Parts in which it may be worst",
                "The parts that looked worst in one half of the validation split; all figures are of the other half. By chance is what as many examples "
                        + (classes ? "of the same classes " : "")
                        + "have, drawn at random, and the range of 95 such draws of 100; p is of that permutation, corrected for the number of rows (Holm).",
                List.of("part", "examples", classes ? "wrong" : "off by", "by chance", "p", "verdict"),
                rows,
                "lrrrrl");
    }

    private Evidence shown(Slice slice, Searched all, boolean classes) {
        int[] ids = Arrays.stream(slice.rows())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer row) -> -all.losses[row]))
                .limit(PICTURES)
                .mapToInt(row -> all.ids[row])
                .toArray();
        return gallery.show(
                "slice",
                slice.text(),
                classes ? "Examples of that part, the mistakes first." : "Examples of that part, the worst first.",
                ids,
                id -> kitchen.dataset().targets().text(id));
    }
}
