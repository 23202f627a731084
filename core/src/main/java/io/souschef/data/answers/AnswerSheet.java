package io.souschef.data.answers;

import io.souschef.data.table.DuckTable;
import io.souschef.files.AtomicFile;
import io.souschef.files.Csv;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

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
     * @param header of what there is to know; a column that is called as one of the sheet's own gets a line under it
     * @param rows as long as the header, one per question; numbered from 1
     */
    public static void write(Path file, List<String> header, List<List<String>> rows) {
        List<String> names = header.stream().map(AnswerSheet::free).toList();
        StringBuilder text = new StringBuilder(line(NUMBER, names, ANSWER));
        for (int i = 0; i < rows.size(); i++) {
            text.append(line(String.valueOf(i + 1), rows.get(i), ""));
        }
        AtomicFile.write(file, text.toString());
    }

    /** Who reads the sheet does not tell names apart by their case. */
    private static String free(String name) {
        return name.equalsIgnoreCase(NUMBER) || name.equalsIgnoreCase(ANSWER) ? name + "_" : name;
    }

    private static String line(String first, List<String> cells, String last) {
        return Csv.line(Stream.of(List.of(first), cells, List.of(last))
                .flatMap(List::stream)
                .toArray(String[]::new));
    }

    /**
     * The answers so far by number. Spreadsheets may have saved the sheet with semicolons or tabs.
     *
     * @throws BadAnswers where it is no such sheet any more
     */
    public static Map<Integer, String> answers(Path file) {
        return filledIn(file, NUMBER, ANSWER, "the columns as they were written");
    }

    /**
     * What stands in the column {@code answer} by the whole number in the column {@code number}, of a CSV that a spreadsheet may have saved
     * with semicolons or tabs, or in Latin-1; not what is blank.
     *
     * @param expected what to say where the file can't be understood
     * @throws BadAnswers where it has no such columns, or another word for a number
     */
    public static Map<Integer, String> filledIn(Path file, String number, String answer, String expected) {
        try {
            return filledIn(file, number, answer, expected, "");
        } catch (SQLException notInUtf8) {
            try {
                return filledIn(file, number, answer, expected, ", encoding = 'latin-1'");
            } catch (SQLException e) {
                throw new BadAnswers(file, "no columns " + number + " and " + answer, expected);
            }
        }
    }

    private static Map<Integer, String> filledIn(
            Path file, String number, String answer, String expected, String encoding) throws SQLException {
        String query = "SELECT %s, %s FROM read_csv(%s, all_varchar = true, header = true%s)"
                .formatted(number, answer, DuckTable.literal(file), encoding);
        Map<Integer, String> answers = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                String at = rows.getString(1);
                String word = rows.getString(2);
                if (word != null && !word.isBlank()) {
                    if (at == null || !at.strip().matches("\\d{1,9}")) {
                        throw new BadAnswers(file, number + " '" + at + "'", expected);
                    }
                    answers.put(Integer.parseInt(at.strip()), word.strip());
                }
            }
        }
        return answers;
    }
}
