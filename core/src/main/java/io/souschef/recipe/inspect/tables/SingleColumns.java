package io.souschef.recipe.inspect.tables;

import io.souschef.data.Table;
import io.souschef.data.table.Column;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import io.souschef.recipe.inspect.look.Strength;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What each column alone tells about the target. The strongest are a floor for any net; one that tells nearly all was perhaps written
 * down after the target was known, and will not be there when the net has to predict.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"data imbalances and biases", section 1 of the recipe</a>
 */
public final class SingleColumns implements Look {
    private static final int SHOWN = 20;

    /**
     * Share of the loss that one column saves. The strongest of iris, wine, breast cancer and diabetes save 0.81, 0.57, 0.69 and 0.31; a
     * price in another currency, 0.985 of 3,000 skewed ones.
     */
    private static final double LEAK = 0.95;

    /** A strongest column that saves less is worth a word. */
    private static final double WEAK = 0.05;

    private record Told(String column, double share) {}

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.table().map(table -> finding(seen, table));
    }

    private static Finding finding(Inspection seen, Table table) {
        Strength strength = new Strength(seen.dataset());
        List<Told> told = table.columns().parallelStream()
                .map((Column column) -> new Told(column.name(), strength.of(column)))
                .sorted(Comparator.comparingDouble((Told one) -> -one.share))
                .toList();
        List<String> leaks = told.stream()
                .filter(one -> one.share > LEAK)
                .map(one -> "'" + one.column + "'")
                .toList();
        String what = seen.labels().isPresent() ? "log loss" : "variance";
        List<Told> strongest = told.subList(0, Math.min(SHOWN, told.size()));
        return Finding.of("what one column tells", "single-columns")
                .measured(
                        "'%s' alone saves %s of the %s of '%s'",
                        told.get(0).column,
                        Phrases.percent(told.get(0).share),
                        what,
                        seen.dataset().targets().name())
                .expected("at most %.0f %% for any one column", 100 * LEAK)
                .cause(
                        leaks.isEmpty()
                                ? ""
                                : "%s nearly %s the target"
                                        .formatted(String.join(", ", leaks), leaks.size() == 1 ? "is" : "are"))
                .fix(
                        leaks.isEmpty()
                                ? told.get(0).share < WEAK
                                        ? "no column tells much alone; a net has to combine several, or the target is not in this table"
                                        : ""
                                : "if it is not known yet when predicting, leave it out: --type NAME=skip"
                                        .replace(
                                                "NAME",
                                                leaks.get(0)
                                                        .substring(
                                                                1, leaks.get(0).length() - 1)))
                .evidence(Evidence.Bars.of(
                        "What one column tells about '"
                                + seen.dataset().targets().name() + "'",
                        "The share of the %s that a prediction from this column alone saves, for rows that it was not made from (train and validation)."
                                .formatted(what),
                        "%",
                        strongest.stream().map(Told::column).toList(),
                        strongest.stream().mapToDouble(one -> 100 * one.share).toArray()))
                .warnIf(!leaks.isEmpty());
    }
}
