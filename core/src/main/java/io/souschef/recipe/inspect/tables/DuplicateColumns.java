package io.souschef.recipe.inspect.tables;

import io.souschef.data.Table;
import io.souschef.data.columns.EqualColumns;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Drawn;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.List;
import java.util.Optional;

/**
 * Columns that say the same twice. They count twice wherever columns are weighed against each other, and importance is shared between
 * them at random.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"data imbalances and biases", section 1 of the recipe</a>
 */
public final class DuplicateColumns implements Look {
    private static final int MOST = 2_000, SHOWN = 100;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.table().map(table -> finding(seen, table));
    }

    private static Finding finding(Inspection seen, Table table) {
        int[] ids = Drawn.of(seen, MOST);
        List<EqualColumns.Pair> pairs = EqualColumns.of(table.columns(), ids);
        Finding.Draft draft = Finding.of("duplicate columns", "duplicate-columns")
                .measured(
                        "%s",
                        (pairs.isEmpty()
                                        ? "no two of %,d columns say the same"
                                                .formatted(table.columns().size())
                                        : Phrases.some(
                                                pairs.stream()
                                                        .map(DuplicateColumns::sentence)
                                                        .toList(),
                                                4))
                                + Drawn.said(ids.length, table.size()))
                .expected("none");
        if (pairs.isEmpty()) {
            return draft.okIf(true);
        }
        return draft.cause("one was computed from the other, or joined in twice")
                .fix("keep one of each: --type %s=skip", pairs.get(0).second())
                .evidence(new Evidence.Grid(
                        "Columns that say the same",
                        pairs.size() > SHOWN ? "The first %,d of %,d.".formatted(SHOWN, pairs.size()) : "",
                        List.of("column", "is", "of"),
                        pairs.stream()
                                .limit(SHOWN)
                                .map(pair -> List.of(pair.second(), pair.how(), pair.first()))
                                .toList(),
                        "lll"))
                .warnIf(true);
    }

    private static String sentence(EqualColumns.Pair pair) {
        return pair.how().contains("·")
                ? "'%s' = %s".formatted(pair.second(), pair.how())
                : "'%s' and '%s' are %s".formatted(pair.first(), pair.second(), pair.how());
    }
}
