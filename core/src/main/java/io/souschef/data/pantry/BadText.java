package io.souschef.data.pantry;

import io.souschef.data.text.TextFile;
import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.nio.file.Path;

/** A file that should be a text and is none. */
public final class BadText extends Problem {
    BadText(Path file) {
        super(Message.of(file + " is no text")
                .got(TextFile.BINARY)
                .expected("text in UTF-8, UTF-16 or windows-1252")
                .fix("file " + file + ", which says what it is"));
    }
}
