package io.souschef.data.table;

import io.souschef.data.source.CannotRead;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lines that are no row of a table, but a file that was put into one, or has lost its ends of lines: told before anything tries to hold one. */
final class LongLines {
    /** Bytes; DuckDB reads no longer line. */
    private static final long MOST = 2_000_000;

    private static final int PIECE = 1 << 16;

    private LongLines() {}

    /**
     * Looks at every byte, about a gigabyte a second; compressed files are left to DuckDB.
     *
     * @throws BadTable where there is one, with its number
     */
    static void check(Path file) {
        if (file.toString().endsWith(".gz")) {
            return;
        }
        byte[] piece = new byte[PIECE];
        long line = 1;
        long length = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                for (int i = 0; i < count; i++) {
                    length = piece[i] == '\n' || piece[i] == '\r' ? 0 : length + 1;
                    line += piece[i] == '\n' ? 1 : 0;
                    if (length > MOST) {
                        throw tooLong(file, line);
                    }
                }
            }
        } catch (IOException e) {
            throw new CannotRead(file, e);
        }
    }

    private static BadTable tooLong(Path file, long line) {
        return new BadTable(
                file,
                "line %,d is longer than %,d bytes".formatted(line, MOST),
                "a row in every line, none as long as that; this leaves it out: sed %dd %s > shorter.csv"
                        .formatted(line, file.getFileName()));
    }
}
