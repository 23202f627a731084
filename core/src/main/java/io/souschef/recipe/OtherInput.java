package io.souschef.recipe;

import io.souschef.error.Message;
import io.souschef.error.Problem;

/** A model for pictures is given a table, or a model for tables a picture. */
public final class OtherInput extends Problem {
    OtherInput(String got, String wanted, String fix) {
        super(Message.of("this model doesn't predict from such a file")
                .got(got)
                .expected(wanted)
                .fix(fix));
    }
}
