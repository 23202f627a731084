package io.souschef.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A table as CSV or TSV, read by DuckDB. Its delimiter, quotes and header are found by looking at all of the file, and so are the types
 * of columns. Lines with too many or too few cells are listed and left out.
 */
final class DelimitedTable {
    private DelimitedTable() {}

    /** @param target a name that the header is known to hold, if any is */
    static RawTable read(Path file, Optional<String> target) {
        checkNotEmpty(file);
        RawTable raw = DuckTable.read(file, scan(file, ""));
        boolean headless = !raw.names().isEmpty() && raw.names().stream().allMatch(name -> name.matches("column\\d+"));
        boolean named = target.isPresent() && !raw.names().contains(target.get());
        if (headless && (named || target.isEmpty())) {
            raw = DuckTable.read(file, scan(file, ", header = true"));
        }
        if (raw.unreadable().size() > raw.rows().length) {
            throw new BadTable(
                    file,
                    "%,d lines of %,d can't be read, e.g. %s"
                            .formatted(
                                    raw.unreadable().size(),
                                    raw.unreadable().size() + raw.rows().length,
                                    raw.unreadable().get(0)),
                    "as many cells in every row as in the header");
        }
        return raw;
    }

    private static String scan(Path file, String more) {
        String missing = String.join(
                ", ",
                List.copyOf(Cells.MISSING).stream()
                        .sorted()
                        .map(cell -> "'" + cell + "'")
                        .toList());
        String tab = file.toString().toLowerCase(Locale.ROOT).contains(".tsv") ? ", delim = '\\t'" : "";
        return "read_csv(%s, sample_size = -1, nullstr = [%s], store_rejects = true%s%s)"
                .formatted(DuckTable.literal(file), missing, tab, more);
    }

    private static void checkNotEmpty(Path file) {
        try {
            if (Files.size(file) == 0) {
                throw new BadTable(file, "the file is empty", "a header, and one row per example");
            }
            Files.newInputStream(file).close();
        } catch (IOException e) {
            throw new CannotRead(file, e);
        }
    }
}
