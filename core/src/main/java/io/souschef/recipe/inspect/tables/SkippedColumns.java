package io.souschef.recipe.inspect.tables;

import io.souschef.data.Table;
import io.souschef.data.table.SkippedColumn;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The columns that the net is not shown, and why: empty, constant, identifiers, free text. Identifiers are as they should be; one that
 * is empty or constant was meant to say something, and is a warning.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"what variation is spurious", section 1 of the recipe</a>
 */
public final class SkippedColumns implements Look {
    private static final String EMPTY = "it is empty", COUNTS = "it counts the rows", TEXT = "identifiers or free text";

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.table().map(SkippedColumns::finding);
    }

    private static Finding finding(Table table) {
        List<SkippedColumn> skipped = table.skipped();
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        for (SkippedColumn column : skipped) {
            kinds.computeIfAbsent(kind(column), kind -> new ArrayList<>()).add("'" + column.name() + "'");
        }
        Finding.Draft draft = Finding.of("columns left out", "skipped-columns")
                .measured(
                        "%s left out%s",
                        Phrases.count(skipped.size(), "column", "columns"),
                        kinds.entrySet().stream()
                                .map(kind -> "; " + kind.getKey() + ": " + Phrases.some(kind.getValue(), 6))
                                .collect(Collectors.joining()))
                .expected("none that tells something about the target");
        if (!skipped.isEmpty()) {
            draft.fix(
                            "%sto show one to the net all the same: --type NAME=number or NAME=category",
                            skipped.stream().anyMatch(SkippedColumns::shouldVary)
                                    ? "find out why nothing else is in what is empty or constant; "
                                    : "")
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

    private static String kind(SkippedColumn column) {
        String reason = column.reason();
        return reason.startsWith("constant")
                ? "constant"
                : reason.equals(EMPTY)
                        ? "empty"
                        : reason.startsWith("an identifier") || reason.equals(COUNTS)
                                ? "identifiers"
                                : reason.startsWith(TEXT) ? TEXT : "for another reason";
    }

    /** An identifier is as it should be; a column without a second value was meant to have one. */
    private static boolean shouldVary(SkippedColumn column) {
        return column.reason().startsWith("constant") || column.reason().equals(EMPTY);
    }
}
