package io.souschef.data.split;

import io.souschef.data.Split;
import io.souschef.data.table.CategoryColumn;
import io.souschef.data.table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The column of a table that says which split a row is in: one called "split" with nothing in it but train, validation (or val, dev) and
 * test. Whoever knows that rows belong together, by patient or by day, splits them so.
 */
public final class SplitColumn {
    static final String NAME = "split";

    private SplitColumn() {}

    /** Whether this is one. */
    public static boolean is(Column column) {
        if (!column.name().equalsIgnoreCase(NAME)
                || !(column instanceof CategoryColumn words)
                || words.missing() > 0
                || !words.levels().stream().allMatch(SplitNames::isOne)) {
            return false;
        }
        return words.levels().stream().mapToInt(SplitNames::place).distinct().count() > 1
                && words.levels().stream().anyMatch(level -> SplitNames.place(level) == 0);
    }

    /**
     * The split that it makes of these rows; empty where none of them is in train, or all are.
     *
     * @param rows of the column; the id of a row is its place among them
     */
    public static Optional<Split> split(CategoryColumn column, int[] rows) {
        List<int[]> ids = new ArrayList<>();
        for (int part = 0; part < 3; part++) {
            int place = part;
            ids.add(IntStream.range(0, rows.length)
                    .filter(id -> SplitNames.place(column.text(rows[id])) == place)
                    .toArray());
        }
        if (ids.get(0).length == 0 || ids.get(0).length == rows.length) {
            return Optional.empty();
        }
        return Optional.of(SplitNames.given(ids, List.of("'" + column.name() + "'"), "column"));
    }
}
