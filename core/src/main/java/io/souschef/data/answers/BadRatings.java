package io.souschef.data.answers;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.nio.file.Path;
import java.util.List;

/** A table in which no labels of several people are found. */
public final class BadRatings extends Problem {
    private static final int SHOWN = 12;

    BadRatings(Path file, List<String> columns) {
        super(Message.of("no labels of several annotators are found in " + file.getFileName())
                .got("columns "
                        + String.join(", ", columns.subList(0, Math.min(SHOWN, columns.size())))
                        + (columns.size() > SHOWN ? " and %,d more".formatted(columns.size() - SHOWN) : ""))
                .expected(
                        "a column per annotator, annotator_1, annotator_2 …; or the columns example, annotator and label")
                .fix("souschef agree " + file + " --annotators COLUMN,COLUMN"));
    }

    BadRatings(Path file, String got, String expected, List<String> columns) {
        super(Message.of("the labels in " + file.getFileName() + " can't be compared")
                .got(got)
                .expected(expected)
                .fix("souschef agree " + file + " --annotators "
                        + (columns.size() < 2 ? "COLUMN,COLUMN" : String.join(",", columns.subList(0, 2)))));
    }
}
