package io.souschef.recipe.inspect.splits;

import io.souschef.data.Labels;
import io.souschef.data.Numbers;
import io.souschef.data.axis.Axis;
import io.souschef.data.columns.Drift;
import io.souschef.data.table.CategoryColumn;
import io.souschef.data.table.Column;
import io.souschef.data.table.NumberColumn;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Drawn;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether the splits are of one kind: each column of a table, or what is measured on every picture and text (brightness, size, length …), and
 * the target of validation and test against train. Where they differ, a score of them
 * says how the model does on other data than it was trained on, which may be what is wanted; it should be known.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"data imbalances and biases", section 1 of the recipe</a>
 */
public final class SplitDrift implements Look {
    private static final int MOST = 20_000, SHOWN = 20;

    /** Corrected for the number of columns, for each of two splits. */
    private static final double PROBABILITY = 0.0005;

    /** A difference that a person would see: a tenth of the rows lie elsewhere. */
    private static final double DISTANCE = 0.1;

    @Override
    public Optional<Finding> at(Inspection seen) {
        List<Column> columns = seen.table()
                .map(table -> new ArrayList<>(table.columns()))
                .orElseGet(() -> new ArrayList<>(measured(seen)));
        return columns.isEmpty() ? Optional.empty() : Optional.of(finding(seen, columns));
    }

    /** What can be measured without knowing what is shown, where it differs. */
    private static List<Column> measured(Inspection seen) {
        return seen.cheapAxes().stream()
                .filter(Axis::varies)
                .map(axis -> (Column) new NumberColumn(axis.name(), axis.values()))
                .toList();
    }

    private static Finding finding(Inspection seen, List<Column> columns) {
        boolean table = seen.table().isPresent();
        columns.add(target(seen));
        int[] train = Drawn.of(seen.dataset().split().train(), MOST, seen.seed());
        List<List<String>> rows = new ArrayList<>();
        List<String> drifted = new ArrayList<>();
        Drift most = new Drift("", 0, 1);
        for (boolean test : new boolean[] {false, true}) {
            int[] other = test
                    ? seen.dataset().split().test()
                    : seen.dataset().split().validation();
            String name = test ? "test" : "validation";
            List<Drift> drifts = Drift.between(train, Drawn.of(other, MOST, seen.seed()), columns);
            most = drifts.isEmpty() || drifts.get(0).probability() >= most.probability() ? most : drifts.get(0);
            drifts.stream()
                    .filter(drift -> drift.probability() < PROBABILITY && drift.distance() >= DISTANCE)
                    .forEach(drift -> {
                        drifted.add("'%s' (%s)".formatted(drift.column(), name));
                        rows.add(List.of(
                                drift.column(),
                                name,
                                "%.2f".formatted(drift.distance()),
                                "%.1e".formatted(drift.probability())));
                    });
        }
        Finding.Draft draft = Finding.of("splits of one kind", "split-drift")
                .measured(
                        "%s%s%s",
                        drifted.isEmpty()
                                ? "validation and test are as train in all of %,d %s"
                                        .formatted(columns.size(), table ? "columns" : "properties")
                                : Phrases.count(drifted.size(), "difference", "differences") + " to train: "
                                        + Phrases.some(drifted, 5),
                        drifted.isEmpty() ? "; the least p %s".formatted(probability(most.probability())) : "",
                        seen.dataset().split().train().length > MOST
                                ? "; %,d drawn from each split that has more".formatted(MOST)
                                : "")
                .expected(
                        "differences that chance makes: p ≥ %.4f, corrected for the number of %s",
                        PROBABILITY, table ? "columns" : "properties");
        if (rows.isEmpty()) {
            return draft.okIf(true);
        }
        return draft.cause("%s not split at random", table ? "the rows" : "the examples")
                .fix(
                        "if it is meant so (by time, by group), all is well: the score is of new times and groups. "
                                + "If not, shuffle before splitting, or leave the split to Souschef: %s",
                        table ? "--type split=skip" : "all in class folders, without train and test above them")
                .evidence(new Evidence.Grid(
                        table ? "Columns that differ between splits" : "What differs between splits",
                        "Distance: of numbers that of Kolmogorov and Smirnov, of words Cramér's V; 1 is nothing in common.",
                        List.of(table ? "column" : "property", "train against", "distance", "p"),
                        rows.subList(0, Math.min(SHOWN, rows.size())),
                        "llrr"))
                .warnIf(true);
    }

    private static String probability(double p) {
        return p >= 0.01 ? String.format(Locale.ROOT, "%.2f", p) : String.format(Locale.ROOT, "%.1e", p);
    }

    private static Column target(Inspection seen) {
        return seen.dataset().targets() instanceof Labels labels
                ? new CategoryColumn(labels.name(), labels.values(), labels.classes())
                : new NumberColumn(
                        seen.dataset().targets().name(),
                        ((Numbers) seen.dataset().targets()).values());
    }
}
