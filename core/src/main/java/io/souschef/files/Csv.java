package io.souschef.files;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Lines of comma-separated values (RFC 4180), as spreadsheets read them. */
public final class Csv {
    private Csv() {}

    /** One line with its end; cells are quoted where they have to be. */
    public static String line(String... cells) {
        return Arrays.stream(cells).map(Csv::quoted).collect(Collectors.joining(",", "", "\n"));
    }

    private static String quoted(String text) {
        return text.matches("[^\",;\t\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
