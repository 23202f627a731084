package io.souschef.data.noise;

import io.souschef.data.answers.AnswerSheet;
import io.souschef.data.answers.BadAnswers;
import io.souschef.files.AtomicFile;
import io.souschef.files.Csv;
import java.nio.file.Path;
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
            text.append(Csv.line(String.valueOf(i + 1), String.valueOf(row.id), row.name, row.split, row.label, ""));
        }
        AtomicFile.write(file, text.toString());
    }

    /**
     * What a person has said so far: by id, whether the label is wrong. Spreadsheets may have saved it with semicolons or tabs.
     *
     * @throws BadAnswers where it is no such sheet any more, or holds another word than yes and no
     */
    public static Map<Integer, Boolean> answers(Path file) {
        Map<Integer, Boolean> answers = new TreeMap<>();
        AnswerSheet.filledIn(file, "id", "wrong", BadAnswers.YES_OR_NO)
                .forEach((id, word) -> answers.put(id, yes(file, word)));
        return answers;
    }

    private static boolean yes(Path file, String word) {
        String plain = word.toLowerCase(Locale.ROOT);
        if (!YES.contains(plain) && !NO.contains(plain)) {
            throw new BadAnswers(file, "'" + word + "' in the column wrong");
        }
        return YES.contains(plain);
    }
}
