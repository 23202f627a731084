package io.souschef.recipe.inspect.tables;

import io.souschef.data.Table;
import io.souschef.data.summary.Summary.ColumnSummary;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How many cells are missing, by column. Some always are, and the net is told which; a column that is missing in most rows tells
 * mostly that it is missing.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"corrupted images / labels", section 1 of the recipe</a>
 */
public final class MissingValues implements Look {
    private static final double MOST = 0.5;
    private static final int SHOWN = 30;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.table().map(table -> finding(table, seen.summary().columns()));
    }

    private static Finding finding(Table table, List<ColumnSummary> columns) {
        List<ColumnSummary> gaps = columns.stream()
                .filter(column -> column.missing() > 0)
                .sorted(Comparator.comparingInt((ColumnSummary column) -> -column.missing()))
                .toList();
        List<String> mostly = gaps.stream()
                .filter(column -> column.missing() > MOST * table.size())
                .map(column -> "'" + column.name() + "'")
                .toList();
        long missing = gaps.stream().mapToLong(ColumnSummary::missing).sum();
        Finding.Draft draft = Finding.of("missing values", "missing-values")
                .measured(
                        "%,d of %s, in %d of %s",
                        missing,
                        Phrases.count((long) table.size() * columns.size(), "cell", "cells"),
                        gaps.size(),
                        Phrases.count(columns.size(), "column", "columns"))
                .expected("no column missing in over half of the rows");
        if (!gaps.isEmpty()) {
            List<ColumnSummary> shown = gaps.subList(0, Math.min(SHOWN, gaps.size()));
            draft.evidence(Evidence.Bars.of(
                    "Missing cells",
                    "Share of the rows in which the column is missing; the net is shown the median, or a level of its own, and a flag.",
                    "%",
                    shown.stream().map(ColumnSummary::name).toList(),
                    shown.stream()
                            .mapToDouble(column -> 100.0 * column.missing() / table.size())
                            .toArray()));
        }
        return draft.cause(mostly.isEmpty() ? "" : Phrases.some(mostly, 5) + ": missing more often than not")
                .fix(mostly.isEmpty() ? "" : "find out why; --type NAME=skip leaves it out")
                .warnIf(!mostly.isEmpty());
    }
}
