package io.souschef.data.noise;

import io.souschef.data.answers.BadAnswers;
import io.souschef.files.AtomicFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Labels for a person to judge, as a CSV file with an empty column: {@code number,id,name,split,label,wrong}. Into the last one goes yes
 * or no; what is left empty has not been judged. It doesn't say which are suspected: who knows that finds more of them wrong.
 */
public final class AuditSheet {
    private static final Set<String> YES = Set.of("yes", "y", "true", "1", "wrong", "x");
    private static final Set<String> NO = Set.of("no", "n", "false", "0", "right", "ok");

    private AuditSheet() {}

    /** One label. */
    public record Row(int id, String name, String split, String label) {}

    /** Writes the sheet, whole or not at all. */
    public static void write(Path file, List<Row> rows) {
        StringBuilder text = new StringBuilder("number,id,name,split,label,wrong\n");
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            text.append(i + 1)
                    .append(',')
                    .append(row.id)
                    .append(',')
                    .append(quoted(row.name))
                    .append(',')
                    .append(row.split)
                    .append(',')
                    .append(quoted(row.label))
                    .append(",\n");
        }
        AtomicFile.write(file, text.toString());
    }

    private static String quoted(String text) {
        return text.matches("[^\",;\t\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /**
     * What a person has said so far: by id, whether the label is wrong. Spreadsheets may have saved it with semicolons or tabs.
     *
     * @throws BadAnswers where it is no such sheet any more, or holds another word than yes and no
     */
    public static Map<Integer, Boolean> answers(Path file) {
        String query = "SELECT id, wrong FROM read_csv('%s', all_varchar = true, header = true)"
                .formatted(file.toAbsolutePath().toString().replace("'", "''"));
        Map<Integer, Boolean> answers = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                String word = rows.getString(2);
                if (word != null && !word.isBlank()) {
                    answers.put(id(file, rows.getString(1)), yes(file, word));
                }
            }
        } catch (SQLException e) {
            throw new BadAnswers(file, "no columns id and wrong");
        }
        return answers;
    }

    private static int id(Path file, String text) {
        if (text == null || !text.strip().matches("\\d{1,9}")) {
            throw new BadAnswers(file, "id '" + text + "'");
        }
        return Integer.parseInt(text.strip());
    }

    private static boolean yes(Path file, String word) {
        String plain = word.strip().toLowerCase(Locale.ROOT);
        if (!YES.contains(plain) && !NO.contains(plain)) {
            throw new BadAnswers(file, "'" + word + "' in the column wrong");
        }
        return YES.contains(plain);
    }
}
