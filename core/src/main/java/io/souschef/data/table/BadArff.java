package io.souschef.data.table;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.nio.file.Path;

/** An ARFF file that breaks the rules of its format. */
public final class BadArff extends Problem {
    BadArff(Path file, int line, String got, String expected) {
        super(Message.of("%s is not sound ARFF at line %d".formatted(file.getFileName(), line))
                .got(got)
                .expected(expected));
    }
}
