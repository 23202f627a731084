package io.souschef.data.table;

import io.souschef.data.source.Progress;
import java.nio.file.Path;

/** A table as Parquet, read by DuckDB. Types are the file's own; columns of lists, structures and bytes are skipped. */
public final class ParquetTable {
    private ParquetTable() {}

    /** @throws BadTable where DuckDB refuses the file */
    public static RawTable read(Path file, Progress progress) {
        return DuckTable.read(file, "read_parquet(" + DuckTable.literal(file) + ")", progress);
    }
}
