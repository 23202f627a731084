package io.souschef.data;

import io.souschef.error.Message;
import io.souschef.error.Problem;

/** Something that should say how rows are encoded, and does not. */
public final class BadEncoding extends Problem {
    BadEncoding(String got) {
        super(Message.of("this does not say how rows of a table are encoded")
                .got(got)
                .expected("the JSON that was written beside the model"));
    }
}
