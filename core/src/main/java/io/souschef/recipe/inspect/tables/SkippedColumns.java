package io.souschef.recipe.inspect.tables;

import io.souschef.data.Table;
import io.souschef.data.table.SkippedColumn;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.List;
import java.util.Optional;

/**
 * The columns that the net is not shown, and why: empty, constant, identifiers, free text. Identifiers are as they should be; one that
 * is empty or constant was meant to say something, and is a warning.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"what variation is spurious", section 1 of the recipe</a>
 */
public final class SkippedColumns implements Look {
    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.table().map(SkippedColumns::finding);
    }

    private static Finding finding(Table table) {
        List<SkippedColumn> skipped = table.skipped();
        List<String> names =
                skipped.stream().map(column -> "'" + column.name() + "'").toList();
        Finding.Draft draft = Finding.of("columns left out", "skipped-columns")
                .measured(
                        "%s left out%s",
                        Phrases.count(skipped.size(), "column", "columns"),
                        skipped.isEmpty() ? "" : ": " + Phrases.some(names, 6))
                .expected("none that tells something about the target");
        if (!skipped.isEmpty()) {
            draft.cause("constant, empty, or different in every row")
                    .fix("find out why; to show one to the net all the same: --type NAME=number or NAME=category")
                    .evidence(new Evidence.Grid(
                            "Columns left out",
                            "",
                            List.of("column", "reason"),
                            skipped.stream()
                                    .map(column -> List.of(column.name(), column.reason()))
                                    .toList(),
                            "ll"));
        }
        return draft.warnIf(skipped.stream().anyMatch(SkippedColumns::shouldVary));
    }

    /** An identifier is as it should be; a column without a second value was meant to have one. */
    private static boolean shouldVary(SkippedColumn column) {
        return column.reason().startsWith("constant") || column.reason().equals("it is empty");
    }
}
