package io.souschef.tensor;

import io.souschef.error.Message;
import io.souschef.error.Problem;

/** A tensor was used after its owner had freed it. */
public final class FreedTensor extends Problem {
    FreedTensor(Shape shape, String owner) {
        super(Message.of("tensor " + shape + " was freed when " + owner + " closed")
                .expected("a tensor to be used while its owner is open")
                .fix("scope.keep(tensor) hands it to the enclosing scope; item() or toFloats() copy it into Java"));
    }
}
