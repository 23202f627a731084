package io.souschef.data.source;

import io.souschef.error.Message;
import io.souschef.error.Problem;

/** There is no such data set, file or folder. */
public final class NotFound extends Problem {
    /** @param what was looked for: a name, or a path */
    public NotFound(String what) {
        super(Message.of("there is no data set, file or folder " + what)
                .got(what)
                .expected(
                        "digits, fashion-mnist, mnist, a folder with IDX files or class folders, or a .csv, .tsv, .parquet or .arff file")
                .fix("souschef run digits"));
    }
}
