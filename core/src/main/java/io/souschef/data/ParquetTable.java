package io.souschef.data;

import java.nio.file.Path;

/** A table as Parquet, read by DuckDB. Types are the file's own; columns of lists, structures and bytes are skipped. */
final class ParquetTable {
    private ParquetTable() {}

    static RawTable read(Path file, Progress progress) {
        return DuckTable.read(file, "read_parquet(" + DuckTable.literal(file) + ")", progress);
    }
}
