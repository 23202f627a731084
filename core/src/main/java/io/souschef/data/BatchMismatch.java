package io.souschef.data;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import io.souschef.tensor.Shape;

/** The parts of a batch don't agree on the number of examples. */
public final class BatchMismatch extends Problem {
    BatchMismatch(String part, Shape shape, int ids) {
        super(Message.of("the " + part + " of a batch doesn't fit its ids")
                .got(part + " " + shape + " and " + ids + " ids")
                .expected("a first dimension of " + ids));
    }
}
