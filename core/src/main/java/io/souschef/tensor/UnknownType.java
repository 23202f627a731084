package io.souschef.tensor;

import io.souschef.error.Message;
import io.souschef.error.Problem;

/** A tensor from elsewhere holds elements of a type that is not worked with here: half precision, say. */
public final class UnknownType extends Problem {
    UnknownType(String name) {
        super(Message.of("a tensor of " + name + " can't be worked with")
                .got(name)
                .expected("float32, float64, int64, int32, uint8 or bool")
                .fix("in Python: net.float() before the net is saved"));
    }
}
