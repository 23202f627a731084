package io.souschef.data;

import io.souschef.data.table.Aside;
import io.souschef.data.table.Column;
import io.souschef.data.table.NumberColumn;
import io.souschef.data.table.SkippedColumn;
import java.util.List;
import java.util.Optional;

/**
 * Rows of a table, without the target.
 *
 * @param columns what the net is shown, in the file's order
 * @param skipped what it is not shown, and why
 * @param rows per example, the row of the file it came from, the first below the header being 1
 * @param aside what reading came upon beside that
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
public record Table(List<Column> columns, List<SkippedColumn> skipped, int[] rows, Aside aside) implements Inputs {
    public Table {
        columns = List.copyOf(columns);
        skipped = List.copyOf(skipped);
        for (Column column : columns) {
            if (column.size() != rows.length) {
                throw new IllegalArgumentException("column '%s' has %d rows, the table has %d"
                        .formatted(column.name(), column.size(), rows.length));
            }
        }
    }

    public Table(List<Column> columns, List<SkippedColumn> skipped, int[] rows) {
        this(columns, skipped, rows, Aside.nothing());
    }

    @Override
    public int size() {
        return rows.length;
    }

    @Override
    public String nameOf(int id) {
        return "row " + rows[id];
    }

    /** The column of this name, if the net is shown it. */
    public Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    @Override
    public String describe() {
        long numbers = columns.stream().filter(NumberColumn.class::isInstance).count();
        return "%,d rows, %d number and %d category columns%s"
                .formatted(
                        size(),
                        numbers,
                        columns.size() - numbers,
                        skipped.isEmpty() ? "" : ", %d skipped".formatted(skipped.size()));
    }
}
