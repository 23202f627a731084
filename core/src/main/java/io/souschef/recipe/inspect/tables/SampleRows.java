package io.souschef.recipe.inspect.tables;

import io.souschef.data.Table;
import io.souschef.data.table.Column;
import io.souschef.data.table.NumberColumn;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Excerpt;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.tensor.RandomStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Random training rows with their targets, for a person to read.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"scanning through thousands of examples", section 1 of the recipe</a>
 */
public final class SampleRows implements Look {
    private static final int ROWS = 24;
    private static final int COLUMNS = 12, LETTERS = 60;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.table().map(table -> finding(seen, table));
    }

    private static Finding finding(Inspection seen, Table table) {
        int[] train = seen.dataset().split().train();
        int[] ids = Arrays.stream(RandomStream.of(seen.seed(), "sample rows").permutation(train.length))
                .limit(ROWS)
                .map(i -> train[i])
                .sorted()
                .toArray();
        List<Column> columns =
                table.columns().subList(0, Math.min(COLUMNS, table.columns().size()));
        List<String> header =
                new ArrayList<>(List.of("", seen.dataset().targets().name()));
        columns.forEach(column -> header.add(column.name()));
        List<List<String>> rows = new ArrayList<>();
        for (int id : ids) {
            List<String> row = new ArrayList<>(
                    List.of(seen.nameOf(id).replace(' ', '\u00a0'), Excerpt.cut(seen.targetOf(id), LETTERS)));
            columns.forEach(column -> row.add(Excerpt.cut(text(table, column, id), LETTERS)));
            rows.add(row);
        }
        return Finding.of("scan through the examples", "sample-rows")
                .measured("%,d random training rows of %,d", ids.length, train.length)
                .expected("rows that make sense, with the target that a person would expect")
                .evidence(new Evidence.Grid(
                        "Random training rows",
                        "Read across: does the row explain its target? Read down: does a column hold what its name says, in one unit?"
                                + (columns.size() < table.columns().size()
                                        ? " The first %d of %,d columns."
                                                .formatted(
                                                        COLUMNS, table.columns().size())
                                        : ""),
                        header,
                        rows,
                        "l".repeat(header.size())))
                .needsEyes("do these rows make sense, and can a person tell the target from them?");
    }

    /** As the file has it: a date is a number of days to the net, not to a person. */
    private static String text(Table table, Column column, int id) {
        return column instanceof NumberColumn days
                        && !column.isMissing(id)
                        && table.aside().dates().contains(column.name())
                ? LocalDate.ofEpochDay((long) Math.floor(days.values()[id])).toString()
                : column.text(id);
    }
}
