package io.souschef.data.table;

import io.souschef.data.source.CannotRead;
import io.souschef.data.source.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A table as CSV or TSV, read by DuckDB. Its delimiter, quotes and header are found by looking at all of the file, and so are the types
 * of columns. Lines with too many or too few cells are listed and left out. Text that is not UTF-8 is taken for Latin-1.
 */
public final class DelimitedTable {
    private static final int BEGINNING = 4096;

    /** Bytes; of a larger file the types of columns are guessed from its first rows, and guessed again from all of it where one fails. */
    private static final long LARGE = 32 << 20;

    /** No BOOLEAN among them: DuckDB reads Yes and No, y and n, T and F as true and false, and what stands in the file is lost. */
    private static final String TYPES =
            ", auto_type_candidates = ['NULL', 'BIGINT', 'DOUBLE', 'TIME', 'DATE', 'TIMESTAMP', 'VARCHAR']";

    private static final String ALL = ", sample_size = -1", SOME = ", sample_size = 204800";

    private DelimitedTable() {}

    /** @param target a name that the header is known to hold, if any is */
    public static RawTable read(Path file, Optional<String> target, Progress progress) {
        checkText(file);
        LongLines.check(file);
        RawTable raw = inItsEncoding(file, "", progress);
        boolean headless = !raw.names().isEmpty() && raw.names().stream().allMatch(name -> name.matches("column\\d+"));
        if (headless && target.map(name -> !raw.names().contains(name)).orElse(true)) {
            RawTable headed = inItsEncoding(file, ", header = true", progress);
            return sound(file, target.map(headed.names()::contains).orElse(true) ? headed : raw);
        }
        return sound(file, raw);
    }

    private static RawTable inItsEncoding(Path file, String more, Progress progress) {
        RawTable raw = quickly(file, more, progress).orElseGet(() -> strictOrLenient(file, more, progress));
        if (raw.unreadable().stream().noneMatch(line -> line.reason().contains("not utf-8"))) {
            return raw;
        }
        RawTable latin = DuckTable.read(file, scan(file, ALL + more + ", encoding = 'latin-1'"), progress);
        List<String> notes = new ArrayList<>(latin.notes());
        notes.add("the file is not UTF-8 and is read as Latin-1");
        return TwoEncodings.mended(latin.withNotes(notes));
    }

    /** Of a large file, where the types of its first rows are those of all; looking for types takes longer than reading. */
    private static Optional<RawTable> quickly(Path file, String more, Progress progress) {
        try {
            if (Files.size(file) < LARGE) {
                return Optional.empty();
            }
            RawTable raw = DuckTable.read(file, scan(file, SOME + more), progress);
            boolean typed =
                    raw.unreadable().stream().allMatch(line -> line.reason().contains("where the header has"));
            return typed ? Optional.of(raw) : Optional.empty();
        } catch (IOException e) {
            throw new CannotRead(file, e);
        } catch (BadTable e) {
            return Optional.empty();
        }
    }

    /** As the standard has it; else, as where lines end now so, now so, with DuckDB's lenient parser. */
    private static RawTable strictOrLenient(Path file, String more, Progress progress) {
        try {
            return DuckTable.read(file, scan(file, ALL + more), progress);
        } catch (BadTable strict) {
            try {
                return DuckTable.read(file, scan(file, ALL + more + ", strict_mode = false"), progress);
            } catch (BadTable lenient) {
                throw strict;
            }
        }
    }

    private static RawTable sound(Path file, RawTable raw) {
        int broken = raw.unreadable().size();
        if (broken > raw.rows().length) {
            throw new BadTable(
                    file,
                    "%,d lines of %,d can't be read, e.g. %s"
                            .formatted(
                                    broken,
                                    broken + raw.rows().length,
                                    raw.unreadable().get(0)),
                    "as many cells in every row as in the header");
        }
        return raw;
    }

    private static String scan(Path file, String more) {
        String missing = String.join(
                ", ",
                Cells.MISSING.stream().sorted().map(cell -> "'" + cell + "'").toList());
        String tab = file.toString().toLowerCase(Locale.ROOT).contains(".tsv") ? ", delim = '\\t'" : "";
        return "read_csv(%s, nullstr = [%s], store_rejects = true%s%s%s)"
                .formatted(DuckTable.literal(file), missing, TYPES, tab, more);
    }

    private static void checkText(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] beginning = in.readNBytes(BEGINNING);
            if (new String(beginning, java.nio.charset.StandardCharsets.ISO_8859_1).isBlank()) {
                throw new BadTable(file, "the file is empty", "a header, and one row per example");
            }
            boolean text = file.toString().endsWith(".gz");
            if (!text && isUtf16(beginning)) {
                throw new BadTable(
                        file,
                        "UTF-16, by its first two bytes",
                        "text in UTF-8: iconv -f UTF-16 -t UTF-8 %s > utf8.csv".formatted(file.getFileName()));
            }
            for (int i = 0; !text && i < beginning.length; i++) {
                if (beginning[i] == 0) {
                    throw new BadTable(file, "a zero byte at " + i, "text in UTF-8, with commas, semicolons or tabs");
                }
            }
        } catch (IOException e) {
            throw new CannotRead(file, e);
        }
    }

    private static boolean isUtf16(byte[] bytes) {
        int mark = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
        return mark == 0xfffe || mark == 0xfeff;
    }
}
