package io.souschef.data.source;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.io.IOException;
import java.nio.file.Path;

/** A file could not be written. */
public final class CannotWrite extends Problem {
    /** @param cause what the system said; {@link Reasons} puts it into words */
    public CannotWrite(Path file, IOException cause) {
        super(
                Message.of("can't write " + file)
                        .got(Reasons.of(cause))
                        .expected("a folder that exists, may be written to and is not full"),
                cause);
    }
}
