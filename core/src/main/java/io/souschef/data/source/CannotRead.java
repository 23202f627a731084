package io.souschef.data.source;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.io.IOException;
import java.nio.file.Path;

/** A file or folder is there and the system does not let it be read. */
public final class CannotRead extends Problem {
    /** @param cause what the system said; {@link Reasons} puts it into words */
    public CannotRead(Path file, IOException cause) {
        super(
                Message.of("can't read " + file)
                        .got(Reasons.of(cause))
                        .expected("a file that may be read")
                        .fix("chmod u+r " + file),
                cause);
    }
}
