package io.souschef.data;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.nio.file.Path;

/** A file that should hold a split and does not. */
public final class BadSplit extends Problem {
    BadSplit(Path file, String got) {
        super(Message.of(file.getFileName() + " is not a split")
                .got(got)
                .expected("a JSON object with \"origin\" and the lists \"train\", \"validation\" and \"test\" of ids")
                .fix("delete " + file + "; the same seed makes the same split again"));
    }
}
