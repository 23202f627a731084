package io.souschef.check;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A code that no check has. */
public final class NoSuchCheck extends Problem {
    private static final int NEAREST = 3;

    NoSuchCheck(String code) {
        super(Message.of("no check has this code")
                .got("'" + code.replaceAll("\\p{Cntrl}", "?") + "'")
                .expected("one of " + Catalogue.all().size() + " codes; the nearest are " + nearest(code))
                .fix("souschef explain --list"));
    }

    private static String nearest(String code) {
        List<String> codes = Catalogue.all().stream()
                .map(Check::code)
                .sorted(Comparator.comparingInt((String other) -> distance(code, other)))
                .toList();
        return codes.stream().limit(NEAREST).collect(Collectors.joining(", "));
    }

    /** Levenshtein's: letters to insert, delete or change. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
