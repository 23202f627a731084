package io.souschef.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A way in which training goes wrong without an exception, and the checks that name it. The 118 known ones are numbered by family:
 * A data, B augmentation, C labels, D wiring, E initialisation, F loss, G step, H loop, I evaluation, J regularisation, K learning
 * rate, L sequences, M several processes or devices.
 *
 * @param row its letter and number: "G1"
 * @param what goes wrong, in a few words
 * @param codes of the checks that name it; none where nothing does
 * @param why nothing names it; empty where something does
 */
public record KnownBug(String row, String what, List<String> codes, String why) {
    private static final int COLUMNS = 4;
    private static final List<KnownBug> ALL = read();

    public KnownBug {
        codes = List.copyOf(codes);
    }

    /** All of them, A1 to M7. */
    public static List<KnownBug> all() {
        return ALL;
    }

    /** The rows of those that the check with this code names: "G1", "C7, I9", or nothing for what stands in the recipe alone. */
    public static String rows(String code) {
        return ALL.stream()
                .filter(bug -> bug.codes().contains(code))
                .map(KnownBug::row)
                .collect(Collectors.joining(", "));
    }

    private static List<KnownBug> read() {
        try (InputStream in = KnownBug.class.getResourceAsStream("bugs.tsv")) {
            if (in == null) {
                throw new IllegalStateException("bugs.tsv is missing in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(KnownBug::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KnownBug parse(String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length != COLUMNS) {
            throw new IllegalStateException("bugs.tsv: " + COLUMNS + " columns expected in '" + line + "'");
        }
        return new KnownBug(
                cells[0], cells[1], cells[2].isEmpty() ? List.of() : List.of(cells[2].split(" ", -1)), cells[3]);
    }
}
