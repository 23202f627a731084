package io.souschef.experiment;

import io.souschef.error.Message;
import io.souschef.error.Problem;

/** A text that is not a length of time. */
public final class BudgetUnclear extends Problem {
    BudgetUnclear(String text) {
        super(Message.of("this is not a length of time")
                .got("'" + text + "'")
                .expected("hours, minutes, seconds, more than nothing: 2h, 1h30m, 15m, 90s")
                .fix("--budget 15m"));
    }
}
