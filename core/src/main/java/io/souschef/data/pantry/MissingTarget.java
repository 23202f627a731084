package io.souschef.data.pantry;

import io.souschef.data.table.ColumnNames;
import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.util.List;

/** The column to be predicted is not in the table. */
public final class MissingTarget extends Problem {
    MissingTarget(String target, List<String> columns) {
        super(Message.of("there is no column " + ColumnNames.quoted(target) + " to predict")
                .got("columns " + String.join(", ", columns))
                .expected("the name of one of them, letter for letter")
                .fix("--target " + ColumnNames.quoted(ColumnNames.closest(target, columns))));
    }
}
