package io.souschef.data.near;

import io.souschef.data.Inputs;
import io.souschef.data.answers.BadAnswers;
import io.souschef.data.table.DuckTable;
import io.souschef.files.AtomicFile;
import io.souschef.files.Csv;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Pairs of images or texts for a person to judge, as a CSV file with an empty column: {@code group,first,second,how,correlation,first_hash,
 * second_hash,same}. Into the last one goes yes or no. The hashes are of content: an answer holds as long as both stay as they are,
 * whatever their names and numbers become.
 */
public final class PairSheet {
    private static final Set<String> YES = Set.of("yes", "y", "true", "1", "same", "x");
    private static final Set<String> NO = Set.of("no", "n", "false", "0", "different");
    private static final String HEADER =
            Csv.line("group", "first", "second", "how", "correlation", "first_hash", "second_hash", "same");

    private PairSheet() {}

    /** A pair as a person knows it, and what was said of it; empty as long as nothing was. */
    public record Row(
            String group,
            String first,
            String second,
            String how,
            String correlation,
            String firstHash,
            String secondHash,
            Optional<Boolean> same) {
        /** The two hashes, the lower one first. */
        public String key() {
            return firstHash.compareTo(secondHash) <= 0 ? firstHash + " " + secondHash : secondHash + " " + firstHash;
        }
    }

    /** All pairs, group by group; what was answered before is kept. */
    public static List<Row> rows(NearDuplicates near, Inputs inputs, Map<String, Row> answered) {
        Map<Integer, Integer> group = new TreeMap<>();
        for (int g = 0; g < near.groups().size(); g++) {
            for (int id : near.groups().get(g).ids()) {
                group.put(id, g + 1);
            }
        }
        Map<Integer, String> hashes = new TreeMap<>();
        List<Row> rows = new ArrayList<>();
        for (NearDuplicates.Pair pair : near.pairs()) {
            int mine = group.getOrDefault(pair.first(), 0);
            Row row = new Row(
                    mine == group.getOrDefault(pair.second(), 0) ? String.valueOf(mine) : "",
                    inputs.nameOf(pair.first()),
                    inputs.nameOf(pair.second()),
                    pair.words(),
                    String.format(Locale.ROOT, "%.3f", pair.correlation()),
                    hashes.computeIfAbsent(pair.first(), id -> ContentHash.of(inputs, id)),
                    hashes.computeIfAbsent(pair.second(), id -> ContentHash.of(inputs, id)),
                    Optional.empty());
            rows.add(
                    answered.containsKey(row.key())
                            ? new Row(
                                    row.group,
                                    row.first,
                                    row.second,
                                    row.how,
                                    row.correlation,
                                    row.firstHash,
                                    row.secondHash,
                                    answered.get(row.key()).same)
                            : row);
        }
        return rows;
    }

    /** Writes the sheet, whole or not at all. */
    public static void write(Path file, List<Row> rows) {
        StringBuilder text = new StringBuilder(HEADER);
        for (Row row : rows) {
            text.append(Csv.line(
                    row.group,
                    row.first,
                    row.second,
                    row.how,
                    row.correlation,
                    row.firstHash,
                    row.secondHash,
                    row.same.map(same -> same ? "yes" : "no").orElse("")));
        }
        AtomicFile.write(file, text.toString());
    }

    /**
     * What has been answered, by {@link Row#key}; nothing where there is no sheet. Spreadsheets may have saved it with semicolons or tabs, or in
     * Latin-1.
     *
     * @throws BadAnswers where it is no such sheet any more, or holds another word than yes and no
     */
    public static Map<String, Row> answered(Path file) {
        if (!Files.exists(file)) {
            return new TreeMap<>();
        }
        try {
            return answered(file, "");
        } catch (SQLException notInUtf8) {
            try {
                return answered(file, ", encoding = 'latin-1'");
            } catch (SQLException e) {
                throw bad(file, "no columns first, second, first_hash, second_hash and same");
            }
        }
    }

    private static Map<String, Row> answered(Path file, String encoding) throws SQLException {
        Map<String, Row> answered = new TreeMap<>();
        String query =
                "SELECT \"first\", \"second\", first_hash, second_hash, same FROM read_csv(%s, all_varchar = true, header = true%s)"
                        .formatted(DuckTable.literal(file), encoding);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                String word = text(rows, 5);
                if (!word.isBlank()) {
                    Row row = new Row(
                            "",
                            text(rows, 1),
                            text(rows, 2),
                            "",
                            "",
                            hash(file, text(rows, 3)),
                            hash(file, text(rows, 4)),
                            Optional.of(same(file, word)));
                    answered.put(row.key(), row);
                }
            }
        }
        return answered;
    }

    private static String text(ResultSet rows, int column) throws SQLException {
        return Optional.ofNullable(rows.getString(column)).orElse("").strip();
    }

    private static String hash(Path file, String text) {
        if (!text.matches("h[0-9a-f]{16}")) {
            throw bad(file, "hash '" + text + "'");
        }
        return text;
    }

    private static boolean same(Path file, String word) {
        String plain = word.toLowerCase(Locale.ROOT);
        if (!YES.contains(plain) && !NO.contains(plain)) {
            throw bad(file, "'" + word + "' in the column same");
        }
        return YES.contains(plain);
    }

    private static BadAnswers bad(Path file, String got) {
        return new BadAnswers(
                file, got, "the columns as they were written, and in the column same: yes, no or nothing");
    }
}
