package io.souschef.recipe;

import io.souschef.error.Message;
import io.souschef.error.Problem;

/** A stage needs what an earlier one decides, and that one has not been run. */
public final class StageMissing extends Problem {
    StageMissing(String decision) {
        super(Message.of("an earlier stage has not been run")
                .got("no decision on '" + decision + "' in the notebook")
                .expected("the stages in their order, 1 to 6")
                .fix("run without --stage, or the earlier stages first"));
    }
}
