package io.souschef.data.answers;

import io.souschef.files.AtomicFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Questions for a person, as a CSV file: a number, what there is to know, and an empty column for the answer, the last. What is left empty
 * has not been answered.
 */
public final class AnswerSheet {
    private static final String NUMBER = "number", ANSWER = "answer";

    private AnswerSheet() {}

    /**
     * Writes the sheet, whole or not at all.
     *
     * @param header of what there is to know
     * @param rows as long as the header, one per question; numbered from 1
     */
    public static void write(Path file, List<String> header, List<List<String>> rows) {
        StringBuilder text = new StringBuilder(NUMBER);
        header.forEach(name -> text.append(',').append(quoted(name)));
        text.append(',').append(ANSWER).append('\n');
        for (int i = 0; i < rows.size(); i++) {
            text.append(i + 1)
                    .append(rows.get(i).stream().map(cell -> "," + quoted(cell)).collect(Collectors.joining()))
                    .append(",\n");
        }
        AtomicFile.write(file, text.toString());
    }

    private static String quoted(String text) {
        return text.matches("[^\",;\t\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /**
     * The answers so far by number. Spreadsheets may have saved the sheet with semicolons or tabs.
     *
     * @throws BadAnswers where it is no such sheet any more
     */
    public static Map<Integer, String> answers(Path file) {
        String query = "SELECT %s, %s FROM read_csv('%s', all_varchar = true, header = true)"
                .formatted(NUMBER, ANSWER, file.toAbsolutePath().toString().replace("'", "''"));
        Map<Integer, String> answers = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                String word = rows.getString(2);
                if (word != null && !word.isBlank()) {
                    answers.put(number(file, rows.getString(1)), word.strip());
                }
            }
        } catch (SQLException e) {
            throw new BadAnswers(file, "no columns number and answer", "the columns as they were written");
        }
        return answers;
    }

    private static int number(Path file, String text) {
        if (text == null || !text.strip().matches("\\d{1,9}")) {
            throw new BadAnswers(file, "number '" + text + "'", "the numbers as they were written");
        }
        return Integer.parseInt(text.strip());
    }
}
