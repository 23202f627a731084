package io.souschef.data.table;

import java.util.Locale;
import java.util.Map;

/** What the user says a column is, where what Souschef makes of it is not what is meant. */
public enum ColumnKind {
    NUMBER,
    CATEGORY,
    SKIP;

    /**
     * From what is typed on a command line: "zip=category".
     *
     * @throws BadColumnKind where it is neither number, category nor skip
     */
    public static Map.Entry<String, ColumnKind> parse(String typed) {
        int equals = typed.lastIndexOf('=');
        String kind = typed.substring(equals + 1).strip().toUpperCase(Locale.ROOT);
        for (ColumnKind known : values()) {
            if (equals > 0 && known.name().equals(kind)) {
                return Map.entry(typed.substring(0, equals), known);
            }
        }
        throw new BadColumnKind(typed);
    }
}
