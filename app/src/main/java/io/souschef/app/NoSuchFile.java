package io.souschef.app;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.nio.file.Path;

/** A file that is to be predicted is not there. */
final class NoSuchFile extends Problem {
    NoSuchFile(Path file) {
        super(Message.of("there is no file " + file)
                .got(file.toString())
                .expected("a picture or a table that exists")
                .fix("ls " + (file.getParent() == null ? "." : file.getParent())));
    }
}
