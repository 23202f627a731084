package io.souschef.data.pantry;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.nio.file.Path;

/** More text than memory. */
public final class TooMuchText extends Problem {
    TooMuchText(Path folder, long bytes, long memory) {
        super(Message.of(folder + " does not fit into memory")
                .got("%,d MB of text, %,d MB of memory for Java".formatted(bytes >> 20, memory >> 20))
                .expected("at most a quarter of the memory")
                .fix("a part of the files, or a larger -Xmx"));
    }
}
