package io.souschef.app;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.util.List;

/** More labels differ than can be compared with each other. */
final class TooManyLabels extends Problem {
    private static final int SHOWN = 3;

    TooManyLabels(List<String> labels, int most) {
        super(Message.of("there are too many different labels to compare")
                .got("%,d different ones: %s …".formatted(labels.size(), String.join(", ", labels.subList(0, SHOWN))))
                .expected("at most %,d: classes, ranks, or numbers in steps".formatted(most))
                .fix("round numbers to such steps; or name the columns that hold labels: --annotators COLUMN,COLUMN"));
    }
}
