package io.souschef.nn;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import io.souschef.tensor.Shape;

/** A layer was given an input that it isn't made for. */
public final class WrongInput extends Problem {
    WrongInput(Layer layer, Shape got, String expected) {
        super(Message.of(layer.getClass().getSimpleName() + " refused its input")
                .got(got.toString())
                .expected(expected));
    }
}
