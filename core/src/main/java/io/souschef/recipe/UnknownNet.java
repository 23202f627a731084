package io.souschef.recipe;

import io.souschef.error.Message;
import io.souschef.error.Problem;

/** A net was named that we can't build, or not for such data. */
public final class UnknownNet extends Problem {
    UnknownNet(String name, String expected) {
        super(Message.of("no such net for this data")
                .got("'" + name.replaceAll("\\p{Cntrl}", "?") + "'")
                .expected(expected)
                .fix("--net linear, or leave --net out"));
    }
}
