package io.souschef.experiment;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.nio.file.Path;

/** A line of the notebook cannot be understood: edited by hand, damaged on the disk, or written by another version. */
public final class DamagedNotebook extends Problem {
    private DamagedNotebook(Message message, Throwable cause) {
        super(message, cause);
    }

    static DamagedNotebook line(Path notebook, long number, String line, Exception cause) {
        return new DamagedNotebook(
                Message.of("line " + number + " of " + notebook + " is not an entry")
                        .got(shortened(line))
                        .expected("one JSON object on one line, as this run wrote it")
                        .fix("restore that line from a copy, or start anew in another folder: --out DIR"),
                cause);
    }

    static DamagedNotebook kind(Path notebook, long number, String kind, Exception cause) {
        return new DamagedNotebook(
                Message.of("line " + number + " of " + notebook + " is an entry of an unknown kind")
                        .got("kind '" + shortened(kind) + "'")
                        .expected("one of the kinds that this version of souschef writes")
                        .fix(
                                "read this run with the version that wrote it (its first line names it), or with a later one"),
                cause);
    }

    private static String shortened(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= 80 ? clean : clean.substring(0, 77) + "...";
    }
}
