package io.souschef.data;

import io.souschef.data.table.ColumnNames;
import io.souschef.data.table.NumberColumn;
import io.souschef.error.Message;
import io.souschef.error.Problem;

/** All targets are the same number, so there is nothing to learn. */
public final class EqualTargets extends Problem {
    EqualTargets(String name, double only, int size) {
        super(Message.of("all targets are equal")
                .got("%,d rows, %s is %s in every one"
                        .formatted(size, ColumnNames.quoted(name), NumberColumn.plain(only)))
                .expected("a target that differs between rows")
                .fix("another --target"));
    }
}
