package io.souschef.tensor;

import io.souschef.error.Message;
import io.souschef.error.Problem;

/** Data and shape, or a tensor and what it is to be copied into, don't fit. */
public final class WrongShape extends Problem {
    WrongShape(String what, String got, String expected) {
        super(Message.of(what).got(got).expected(expected));
    }
}
