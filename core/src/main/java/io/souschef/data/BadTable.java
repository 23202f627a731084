package io.souschef.data;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.nio.file.Path;

/** A table that can not be read as one. */
public final class BadTable extends Problem {
    BadTable(Path file, String got, String expected) {
        super(Message.of(file.getFileName() + " can't be read as a table")
                .got(got)
                .expected(expected));
    }
}
