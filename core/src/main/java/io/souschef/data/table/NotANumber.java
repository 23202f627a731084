package io.souschef.data.table;

import io.souschef.error.Message;
import io.souschef.error.Problem;

/** A cell that should be a number. */
public final class NotANumber extends Problem {
    NotANumber(String column, String cell) {
        super(Message.of("column " + ColumnNames.quoted(column) + " should hold numbers")
                .got(ColumnNames.quoted(cell))
                .expected("a number such as 12.5, or an empty cell where it is missing"));
    }
}
