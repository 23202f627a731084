package io.souschef.data.table;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names of columns, as people type them. */
public final class ColumnNames {
    private ColumnNames() {}

    /** In single quotes, so that a shell takes it as one word. */
    public static String quoted(String name) {
        return "'" + name + "'";
    }

    /** The one that takes the fewest single-letter edits to get to, upper and lower case being the same. */
    public static String closest(String typed, List<String> names) {
        return names.stream()
                .min(Comparator.comparingInt(
                        name -> edits(typed.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT))))
                .orElse(typed);
    }

    /** Levenshtein's distance. */
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
