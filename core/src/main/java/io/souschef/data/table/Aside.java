package io.souschef.data.table;

import java.util.List;
import java.util.Set;

/**
 * What reading a table came upon beside what the net is shown, to be looked at by whoever inspects it.
 *
 * @param columns those that the net is not shown, with the rows of the table: identifiers, free text, what the user left out
 * @param slips cells that are no numbers in columns of numbers
 * @param dates names of columns that hold dates, as days since 1970-01-01
 */
public record Aside(List<Column> columns, List<Slips> slips, Set<String> dates) {
    public Aside {
        columns = List.copyOf(columns);
        slips = List.copyOf(slips);
        dates = Set.copyOf(dates);
    }

    /** Of a table that was made and not read. */
    public static Aside nothing() {
        return new Aside(List.of(), List.of(), Set.of());
    }
}
