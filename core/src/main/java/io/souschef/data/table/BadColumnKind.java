package io.souschef.data.table;

import io.souschef.error.Message;
import io.souschef.error.Problem;

/** A column was given a type that there is not. */
public final class BadColumnKind extends Problem {
    BadColumnKind(String asked) {
        super(Message.of("not a type of a column: " + asked)
                .got(asked)
                .expected("COLUMN=number, COLUMN=category or COLUMN=skip")
                .fix("--type zip=category"));
    }
}
