package io.souschef.data.pantry;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.nio.file.Path;

/** A file that is not the IDX file it should be. */
public final class BadIdx extends Problem {
    BadIdx(Path file, String got, String expected) {
        super(Message.of(file.getFileName() + " is not a sound IDX file")
                .got(got)
                .expected(expected)
                .fix("get " + file + " again: it may be cut short or be something else"));
    }
}
