package io.souschef.data.pantry;

import io.souschef.error.Message;
import io.souschef.error.Problem;

/** More data than memory. */
public final class TooLarge extends Problem {
    TooLarge(String what, long bytes, long memory) {
        super(Message.of(what + " does not fit into memory")
                .got("%,d MB of pixels, %,d MB of memory for Java".formatted(bytes >> 20, memory >> 20))
                .expected("at most half of the memory")
                .fix("--image-size 32, or a larger -Xmx"));
    }
}
