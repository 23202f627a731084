package io.souschef.data;

import io.souschef.data.table.ColumnNames;
import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.util.Collection;

/** A row lacks a column that the model was trained on. */
public final class MissingColumn extends Problem {
    MissingColumn(String column, Collection<String> got) {
        super(Message.of("column " + ColumnNames.quoted(column) + " is missing")
                .got("columns " + String.join(", ", got))
                .expected("every column that the model was trained on; an empty cell is a missing value")
                .fix("add a column " + ColumnNames.quoted(column)));
    }
}
