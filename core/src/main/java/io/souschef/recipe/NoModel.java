package io.souschef.recipe;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.nio.file.Path;

/** A run directory in which no model is, or none that can be read. */
public final class NoModel extends Problem {
    NoModel(Path run, String got) {
        super(Message.of("there is no model in " + run)
                .got(got)
                .expected("the directory of a run that came to the end of stage 6, with model/model.json in it")
                .fix(
                        "give the directory that 'souschef run' named in its last line, or run the last stage: souschef run DATA --out "
                                + run));
    }
}
