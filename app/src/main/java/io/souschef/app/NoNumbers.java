package io.souschef.app;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import io.souschef.statistics.agreement.Level;
import java.util.List;

/** Labels that are words are to be compared as numbers. */
final class NoNumbers extends Problem {
    private static final int SHOWN = 5;

    NoNumbers(List<String> labels, Level level) {
        super(Message.of("labels that are words have no order that is known")
                .got("labels " + String.join(", ", labels.subList(0, Math.min(SHOWN, labels.size()))))
                .expected("numbers, for the level " + level)
                .fix("--level nominal; or write their ranks instead: 1, 2, 3"));
    }
}
