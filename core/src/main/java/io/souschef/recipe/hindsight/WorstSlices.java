package io.souschef.recipe.hindsight;

import io.souschef.data.CategoryColumn;
import io.souschef.data.Column;
import io.souschef.data.Images;
import io.souschef.data.MoreColumns;
import io.souschef.data.slice.Slice;
import io.souschef.data.slice.SliceSearch;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.inspect.look.Phrases;
import io.souschef.statistics.Interval;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * In which parts of the validation split the model is worse than elsewhere, described by whatever stage 1 has measured of each example,
 * by the columns of a table, and for pictures by groups of alike ones.
 *
 * @see SliceSearch
 */
final class WorstSlices {
    /** A part that is worse beyond this corrected probability is a finding. */
    private static final double SURE = 0.01;

    /** With fewer examples, or fewer mistakes, no part can be told from another. */
    private static final int LEAST = 200, LEAST_WRONG = 20;

    /** Of more validation examples so many are searched. */
    private static final int MOST = 20_000;

    private static final int PICTURES = 16;

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
        List<Slice> sure = slices.stream()
                .filter(slice -> slice.probability() < SURE && slice.mean() > slice.expected())
                .toList();
        List<Evidence> evidence = new ArrayList<>();
        if (!slices.isEmpty()) {
            evidence.add(grid(slices, all, classes));
        }
        if (!sure.isEmpty()) {
            evidence.add(shown(sure.get(0), all, classes));
        }
        draft.evidence(evidence.toArray(Evidence[]::new));
        return Optional.of(
                sure.isEmpty()
                        ? draft.measured(
                                        "no part of %,d columns stands out: %s looked worse in one half of %,d validation examples, none was worse in the other half beyond doubt",
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
        if (!column.name().endsWith("_group")) {
            return column;
        }
        int[] codes = IntStream.range(0, column.size())
                .map(row -> column.isMissing(row) ? 1 : 0)
                .toArray();
        return new CategoryColumn(column.name(), codes, List.of("any", "none"));
    }

    private static String compared(Slice slice, boolean classes) {
        return classes
                ? "%s wrong of %,d, %s expected of its classes (p %s)"
                        .formatted(
                                Phrases.percent(slice.mean()),
                                slice.size(),
                                Phrases.percent(slice.expected()),
                                probability(slice.probability()))
                : "off by %s on average over %,d, by %s in all of that half (p %s)"
                        .formatted(
                                Phrases.number(slice.mean()),
                                slice.size(),
                                Phrases.number(slice.expected()),
                                probability(slice.probability()));
    }

    private static String probability(double p) {
        return p < 0.001 ? "under 0.001" : "%.3f".formatted(p);
    }

    private static Evidence grid(List<Slice> slices, Searched all, boolean classes) {
        List<List<String>> rows = slices.stream()
                .map(slice -> {
                    Interval mean = classes
                            ? Interval.proportion(Math.round(slice.sum(all.losses)), slice.size())
                            : Interval.mean(Arrays.stream(slice.rows())
                                    .mapToDouble(row -> all.losses[row])
                                    .toArray());
                    return List.of(
                            slice.text(),
                            "%,d".formatted(slice.size()),
                            classes
                                    ? "%.1f %% (%.1f to %.1f)"
                                            .formatted(100 * mean.value(), 100 * mean.low(), 100 * mean.high())
                                    : "%s (%s to %s)"
                                            .formatted(
                                                    Phrases.number(mean.value()),
                                                    Phrases.number(mean.low()),
                                                    Phrases.number(mean.high())),
                            classes ? Phrases.percent(slice.expected()) : Phrases.number(slice.expected()),
                            "%.1f".formatted(slice.mean() / Math.max(1e-12, slice.expected())),
                            probability(slice.probability()));
                })
                .toList();
        return new Evidence.Grid(
                "Parts in which it is worst",
                "Found in one half of the validation split, these figures are of the other half. "
                        + (classes
                                ? "Expected is what as many examples of the same classes have; p is of a permutation within classes, corrected for the number of rows (Holm)."
                                : "Expected is the mean of that half; p is of a permutation of ranks, corrected for the number of rows (Holm)."),
                List.of("part", "examples", classes ? "wrong" : "off by", "expected", "times", "p"),
                rows,
                "lrrrrr");
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
