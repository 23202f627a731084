package io.souschef.data;

import io.souschef.data.table.ColumnNames;
import io.souschef.error.Message;
import io.souschef.error.Problem;

/** All examples have the same label, so there is nothing to learn. */
public final class OneClass extends Problem {
    OneClass(String name, String only, int size) {
        super(Message.of("all examples have the same class")
                .got("%,d examples, every one with %s %s".formatted(size, name, ColumnNames.quoted(only)))
                .expected("two classes or more")
                .fix("one folder per class; or another --target"));
    }
}
