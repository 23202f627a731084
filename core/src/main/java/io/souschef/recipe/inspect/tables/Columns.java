package io.souschef.recipe.inspect.tables;

import io.souschef.data.Table;
import io.souschef.data.summary.Summary.ColumnSummary;
import io.souschef.data.table.NumberColumn;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Every column that the net is shown, in a line: what it is, how much of it is missing, how it is spread. A column that is constant over
 * the training rows tells a net nothing.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"visualize their distributions", section 1 of the recipe</a>
 */
public final class Columns implements Look {
    private static final int SHOWN = 100;
    private static final int BINS = 16;
    private static final int FREQUENT = 4;
    private static final String BLOCKS = "▁▂▃▄▅▆▇█";

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.table().map(table -> finding(seen, table));
    }

    private static Finding finding(Inspection seen, Table table) {
        List<ColumnSummary> columns = seen.summary().columns();
        int[] train = seen.dataset().split().train();
        List<String> constant = table.columns().stream()
                .filter(column -> Arrays.stream(train)
                                .mapToLong(column::bits)
                                .distinct()
                                .limit(2)
                                .count()
                        < 2)
                .map(column -> "'" + column.name() + "'")
                .toList();
        return Finding.of("columns", "columns")
                .measured(
                        "%s; %s",
                        table.describe(),
                        constant.isEmpty()
                                ? "all of them vary in train"
                                : "%,d constant in train".formatted(constant.size()))
                .expected("columns that differ from row to row")
                .cause(constant.isEmpty() ? "" : Phrases.some(constant, 5) + " never differs over the training rows")
                .fix(constant.isEmpty() ? "" : "leave it out: --type NAME=skip; or split so that train has its variety")
                .evidence(grid(table, columns))
                .warnIf(!constant.isEmpty());
    }

    private static Evidence grid(Table table, List<ColumnSummary> columns) {
        return new Evidence.Grid(
                "Columns",
                "The little histograms run from the least to the greatest; a high first or last step beside low ones is a long tail. "
                        + "Of words the most frequent are shown."
                        + (columns.size() > SHOWN ? " The first %,d of %,d.".formatted(SHOWN, columns.size()) : ""),
                List.of("column", "kind", "missing", "distinct", "least", "median", "greatest", "distribution"),
                columns.stream().limit(SHOWN).map(column -> row(table, column)).toList(),
                "llrrrrrl");
    }

    private static List<String> row(Table table, ColumnSummary column) {
        boolean number = column.kind().equals("number");
        return List.of(
                column.name(),
                column.kind(),
                column.missing() == 0 ? "" : Phrases.percent((double) column.missing() / table.size()),
                "%,d".formatted(column.distinct()),
                number ? Phrases.number(column.spread().min()) : "",
                number ? Phrases.number(column.spread().median()) : "",
                number ? Phrases.number(column.spread().max()) : "",
                number ? steps(table, column) : frequent(column, table.size()));
    }

    private static String steps(Table table, ColumnSummary column) {
        double[] values = ((NumberColumn) table.column(column.name()).orElseThrow()).values();
        List<Long> counts = Evidence.Histogram.of("", "", "", values, BINS).counts();
        long most = Math.max(1, counts.stream().mapToLong(n -> n).max().orElse(1));
        return counts.stream()
                .map(n -> BLOCKS.substring(step(n, most), step(n, most) + 1))
                .collect(Collectors.joining());
    }

    /** Only what is empty stands on the ground. */
    private static int step(long count, long most) {
        int top = BLOCKS.length() - 1;
        return count == 0 ? 0 : Math.max(1, (int) Math.round((double) top * count / most));
    }

    private static String frequent(ColumnSummary column, int rows) {
        return column.frequent().entrySet().stream()
                        .sorted(Comparator.comparingInt(word -> -word.getValue()))
                        .limit(FREQUENT)
                        .map(word -> "%s %s".formatted(word.getKey(), Phrases.percent((double) word.getValue() / rows)))
                        .collect(Collectors.joining(", "))
                + (column.distinct() > FREQUENT ? ", …" : "");
    }
}
