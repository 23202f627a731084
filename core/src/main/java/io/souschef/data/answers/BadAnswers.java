package io.souschef.data.answers;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.nio.file.Path;

/** A sheet that a person fills in can't be understood. */
public final class BadAnswers extends Problem {
    /** What is expected of a sheet whose last column is "wrong". */
    public static final String YES_OR_NO =
            "the columns as they were written, and in the column wrong: yes, no or nothing";

    public BadAnswers(Path file, String got) {
        this(file, got, YES_OR_NO);
    }

    public BadAnswers(Path file, String got, String expected) {
        super(Message.of("the answers in " + file.getFileName() + " can't be understood")
                .got(got)
                .expected(expected)
                .fix("correct it, or delete " + file + " to leave its questions unanswered"));
    }
}
