package io.souschef.data.table;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.nio.file.Path;

/** A table that can not be read as one. */
public final class BadTable extends Problem {
    /** @param expected the rule that it breaks */
    public BadTable(Path file, String got, String expected) {
        super(Message.of(file.getFileName() + " can't be read as a table")
                .got(got)
                .expected(expected));
    }
}
