package io.souschef.data;

import io.souschef.data.table.Cells;
import io.souschef.data.table.ColumnNames;
import io.souschef.error.Message;
import io.souschef.error.Problem;

/** All examples have the same label, so there is nothing to learn. */
public final class OneClass extends Problem {
    OneClass(String name, String only, int size) {
        super(Message.of(isNumber(only) ? "all targets are equal" : "all examples have the same class")
                .got("%,d examples, every one with %s %s".formatted(size, name, ColumnNames.quoted(only)))
                .expected(isNumber(only) ? "a target that differs between examples" : "two classes or more")
                .fix(
                        isNumber(only)
                                ? "another --target; or one folder per class"
                                : "one folder per class; or another --target"));
    }

    private static boolean isNumber(String only) {
        return Cells.number(only).isPresent();
    }
}
