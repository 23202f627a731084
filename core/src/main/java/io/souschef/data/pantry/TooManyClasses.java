package io.souschef.data.pantry;

import io.souschef.data.table.ColumnNames;
import io.souschef.error.Message;
import io.souschef.error.Problem;

/** Nearly every row has a class of its own, so none can be learnt. */
public final class TooManyClasses extends Problem {
    TooManyClasses(String target, int classes, int rows) {
        super(Message.of("column " + ColumnNames.quoted(target) + " has too many different values to be a class")
                .got("%,d different values in %,d rows".formatted(classes, rows))
                .expected("two rows or more per class, on average")
                .fix("another --target; or --type " + ColumnNames.quoted(target + "=number")
                        + " where they are numbers"));
    }
}
