package io.souschef.data.pantry;

import io.souschef.data.table.ColumnNames;
import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.util.List;

/** It was not said which column is to be predicted, and no name gives it away. */
public final class NoTarget extends Problem {
    NoTarget(List<String> columns) {
        super(Message.of("which column is to be predicted?")
                .got("columns " + String.join(", ", columns))
                .expected("the name of one of them")
                .fix("--target " + ColumnNames.quoted(columns.get(columns.size() - 1))));
    }
}
