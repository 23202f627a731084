package io.souschef.data.pantry;

import io.souschef.data.table.ColumnNames;
import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.util.List;

/** A column was given a type, and is not in the table. */
public final class UnknownColumn extends Problem {
    UnknownColumn(String column, List<String> columns) {
        super(Message.of("there is no column " + ColumnNames.quoted(column) + " to give a type to")
                .got("columns " + String.join(", ", columns))
                .expected("the name of one of them, letter for letter")
                .fix("--type " + ColumnNames.quoted(ColumnNames.closest(column, columns) + "=number")));
    }
}
