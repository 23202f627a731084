package io.souschef.data.pantry;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.nio.file.Path;

/** A file of a kind that is not read. */
public final class UnknownFormat extends Problem {
    UnknownFormat(Path file) {
        super(Message.of(file.getFileName() + " is of no kind that Souschef reads")
                .got(file.toString())
                .expected("a file that ends in .csv, .tsv, .parquet or .arff, or a folder")
                .fix("save the table as CSV; put IDX files or pictures into a folder and name the folder"));
    }
}
