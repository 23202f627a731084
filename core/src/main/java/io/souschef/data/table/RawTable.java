package io.souschef.data.table;

import io.souschef.data.source.Unreadable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A table as its file has it, before it is decided which column is the target and which ones the net is shown.
 *
 * @param columns those of a kind that can be read
 * @param unusable those of another kind
 * @param rows per row, its number in the file, the first below the header being 1
 * @param target the column that the format's convention makes the target
 * @param dates names of columns that hold dates, as days since 1970-01-01
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
public record RawTable(
        List<Column> columns,
        List<SkippedColumn> unusable,
        int[] rows,
        Optional<String> target,
        List<Unreadable> unreadable,
        List<String> notes,
        Set<String> dates) {

    /** Of all columns that can be read, in the file's order. */
    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    RawTable withNotes(List<String> other) {
        return new RawTable(columns, unusable, rows, target, unreadable, other, dates);
    }

    /** Every row as text by column, a missing cell being "". */
    public List<Map<String, String>> texts() {
        return IntStream.range(0, rows.length).mapToObj(this::texts).toList();
    }

    private Map<String, String> texts(int row) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Column column : columns) {
            texts.put(column.name(), column.text(row));
        }
        return texts;
    }
}
