package io.souschef.recipe.inspect.tables;

import io.souschef.data.Table;
import io.souschef.data.columns.HiddenCodes;
import io.souschef.data.columns.HiddenWords;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Cells that are missing and look as if they weren't: zeros where none can be, −999, "unknown". A net takes them at their word, and the
 * mean of the column is of nothing real.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"corrupted images / labels", section 1 of the recipe</a>
 */
public final class HiddenMissing implements Look {
    private static final int MOST = 2_000_000, ROWS = 3, SHOWN = 100, CLASSES = 5;

    /** @param rows the first few that have it */
    private record Hidden(String column, String code, int count, String why, String rows) {}

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.table().map(table -> finding(seen, table));
    }

    private static Finding finding(Inspection seen, Table table) {
        int[] ids = Drawn.of(seen, MOST);
        List<Hidden> hidden = new ArrayList<>(numbers(seen, table, ids));
        for (Column column : table.columns()) {
            if (column instanceof CategoryColumn words) {
                HiddenWords.of(words)
                        .forEach(word -> hidden.add(new Hidden(
                                column.name(),
                                word.word(),
                                word.count(),
                                "the word says so",
                                rows(seen, word.word(), column))));
            }
        }
        Finding.Draft draft = Finding.of("hidden missing values", "hidden-missing")
                .measured("%s", measured(hidden) + Drawn.said(ids.length, table.size()))
                .expected("cells that are missing are empty");
        if (hidden.isEmpty()) {
            return draft.okIf(true);
        }
        return draft.cause("numbers or words that stand for \"missing\" are taken for values")
                .fix("empty these cells in the file; the net is told of every empty cell by a flag")
                .evidence(new Evidence.Grid(
                        "Codes for \"missing\"",
                        "Is the value one that can be? Then all is well." + more(hidden),
                        List.of("column", "code", "cells", "share", "because", "rows"),
                        hidden.stream()
                                .limit(SHOWN)
                                .map(one -> line(one, ids.length, table))
                                .toList(),
                        "lrrrll"))
                .warnIf(true);
    }

    private static List<Hidden> numbers(Inspection seen, Table table, int[] ids) {
        List<NumberColumn> columns = table.columns().stream()
                .filter(NumberColumn.class::isInstance)
                .map(NumberColumn.class::cast)
                .toList();
        List<double[]> values =
                columns.stream().map(column -> taken(column.values(), ids)).toList();
        return HiddenCodes.of(values, targets(seen, ids)).stream()
                .map(code -> {
                    NumberColumn column = columns.get(code.column());
                    String text = NumberColumn.plain(code.value());
                    return new Hidden(column.name(), text, code.count(), code.why(), rows(seen, text, column));
                })
                .toList();
    }

    /** The target as numbers, of a class whether it is that one. */
    private static List<double[]> targets(Inspection seen, int[] ids) {
        return seen.numbers()
                .map(numbers -> List.of(taken(numbers.values(), ids)))
                .orElseGet(() -> IntStream.range(
                                0,
                                Math.min(
                                        CLASSES,
                                        seen.labels().orElseThrow().classes().size()))
                        .mapToObj(k -> Arrays.stream(ids)
                                .mapToDouble(id -> seen.labels().orElseThrow().values()[id] == k ? 1 : 0)
                                .toArray())
                        .toList());
    }

    private static double[] taken(double[] values, int[] ids) {
        return ids.length == values.length
                ? values
                : Arrays.stream(ids).mapToDouble(id -> values[id]).toArray();
    }

    private static String rows(Inspection seen, String text, Column column) {
        return IntStream.range(0, column.size())
                .filter(id -> column.text(id).equals(text))
                .limit(ROWS)
                .mapToObj(seen::nameOf)
                .collect(Collectors.joining(", "));
    }

    private static String measured(List<Hidden> hidden) {
        return hidden.isEmpty()
                ? "no column has a code for \"missing\""
                : Phrases.some(
                        hidden.stream()
                                .map(one -> "'%s' is %s in %s"
                                        .formatted(one.column, one.code, Phrases.count(one.count, "row", "rows")))
                                .toList(),
                        6);
    }

    private static List<String> line(Hidden one, int drawn, Table table) {
        boolean word = table.column(one.column)
                .filter(CategoryColumn.class::isInstance)
                .isPresent();
        double of = word ? table.size() : drawn;
        return List.of(
                one.column, one.code, "%,d".formatted(one.count), Phrases.percent(one.count / of), one.why, one.rows);
    }

    private static String more(List<Hidden> hidden) {
        return hidden.size() > SHOWN ? " The first %,d of %,d.".formatted(SHOWN, hidden.size()) : "";
    }
}
