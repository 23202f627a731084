package io.souschef.recipe.inspect.tables;

import io.souschef.data.Table;
import io.souschef.data.columns.UnitMixture;
import io.souschef.data.columns.UnitWords;
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
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Columns in which some rows are in another unit than the others: two heaps of numbers a factor of conversion apart, or units written
 * behind the numbers, which makes words of all of them.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"the outliers especially almost always uncover some bugs", section 1</a>
 */
public final class MixedUnits implements Look {
    private static final int MOST = 20_000, ROWS = 3, OTHERS = 200;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.table().map(table -> finding(seen, table));
    }

    private static Finding finding(Inspection seen, Table table) {
        int[] ids = Drawn.of(seen, MOST);
        List<NumberColumn> numbers = numbers(table);
        List<List<String>> rows = new ArrayList<>(numbers.parallelStream()
                .map(column -> heaps(seen, column, () -> others(seen, numbers, column, ids), ids))
                .flatMap(Optional::stream)
                .toList());
        List<Column> words = new ArrayList<>(table.columns());
        words.addAll(table.aside().columns());
        for (Column column : words) {
            if (column instanceof CategoryColumn category) {
                written(category).ifPresent(rows::add);
            }
        }
        List<String> names =
                rows.stream().map(row -> "'" + row.get(0) + "': " + row.get(1)).toList();
        return Finding.of("one unit in each column", "mixed-units")
                .measured(
                        "%s",
                        (names.isEmpty() ? "no column is in two units" : Phrases.some(names, 4))
                                + Drawn.said(ids.length, table.size()))
                .expected("one unit in each column, in its name and not behind the numbers")
                .cause(names.isEmpty() ? "" : "rows were written down in different units, or with them")
                .fix(names.isEmpty() ? "" : "bring all rows to one unit, and write numbers alone")
                .evidence(
                        rows.isEmpty()
                                ? new Evidence[0]
                                : new Evidence[] {
                                    new Evidence.Grid(
                                            "Units in one column",
                                            "",
                                            List.of("column", "units", "which rows"),
                                            rows,
                                            "lll")
                                })
                .warnIf(!names.isEmpty());
    }

    private static List<NumberColumn> numbers(Table table) {
        return table.columns().stream()
                .filter(NumberColumn.class::isInstance)
                .map(NumberColumn.class::cast)
                .toList();
    }

    /** What could tell that the rows of the two heaps are of different things: the other columns of numbers, and the target. */
    private static List<double[]> others(Inspection seen, List<NumberColumn> numbers, NumberColumn column, int[] ids) {
        List<double[]> others = new ArrayList<>();
        numbers.stream()
                .filter(other -> !other.name().equals(column.name()))
                .limit(OTHERS)
                .forEach(other -> others.add(taken(other.values(), ids)));
        others.add(seen.numbers().map(target -> taken(target.values(), ids)).orElseGet(() -> Arrays.stream(ids)
                .mapToDouble(id -> seen.labels().orElseThrow().values()[id])
                .toArray()));
        return others;
    }

    private static double[] taken(double[] values, int[] ids) {
        return Arrays.stream(ids).mapToDouble(id -> values[id]).toArray();
    }

    private static Optional<List<String>> heaps(
            Inspection seen, NumberColumn column, Supplier<List<double[]>> others, int[] ids) {
        return UnitMixture.in(taken(column.values(), ids), others).map(mixture -> {
            boolean fewLow = mixture.low() < mixture.high();
            double edge = fewLow ? mixture.largestLow() : mixture.smallestHigh();
            String rows = IntStream.range(0, column.size())
                    .filter(id -> fewLow ? column.values()[id] <= edge : column.values()[id] >= edge)
                    .limit(ROWS)
                    .mapToObj(id -> "%s (%s)".formatted(seen.nameOf(id), Phrases.number(column.values()[id])))
                    .collect(Collectors.joining(", "));
            return List.of(
                    column.name(),
                    mixture.conversion(),
                    "%s %s %s, e.g. %s"
                            .formatted(
                                    Phrases.count(Math.min(mixture.low(), mixture.high()), "row is", "rows are"),
                                    fewLow ? "at most" : "at least",
                                    Phrases.number(edge),
                                    rows));
        });
    }

    private static Optional<List<String>> written(CategoryColumn column) {
        Map<String, Integer> units = UnitWords.of(column);
        if (units.isEmpty()) {
            return Optional.empty();
        }
        String named = units.entrySet().stream()
                .map(unit -> "%s in %s".formatted(unit.getKey(), Phrases.count(unit.getValue(), "cell", "cells")))
                .collect(Collectors.joining(", "));
        return Optional.of(List.of(
                column.name(), units.size() == 1 ? "written behind the numbers" : "mixed, behind the numbers", named));
    }
}
