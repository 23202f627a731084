package io.souschef.data.columns;

import io.souschef.data.table.CategoryColumn;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** Words that stand for "missing", beside those that every reader knows. "none" and "no" are not among them: they are answers. */
public final class HiddenWords {
    private static final Set<String> WORDS = Set.of(
            "unknown",
            "unk",
            "not known",
            "missing",
            "not available",
            "na",
            "n.a.",
            "n.a",
            "n/a",
            "#n/a",
            "nan",
            "null",
            "(null)",
            "nil",
            "undefined",
            "unspecified",
            "not specified",
            "not recorded",
            "no data",
            "tbd",
            "blank",
            "(blank)",
            "empty",
            "(empty)",
            "?",
            "??",
            "???",
            "-",
            "--",
            "---",
            ".",
            "..",
            "*",
            "#value!",
            "#ref!",
            "#div/0!",
            "-999",
            "-9999",
            "999",
            "9999");

    /** A word, and the rows that have it. */
    public record Word(String column, String word, int count) {}

    private HiddenWords() {}

    /** Those of a column that has other words too. */
    public static List<Word> of(CategoryColumn column) {
        int[] counts = column.counts();
        List<Word> found = IntStream.range(0, counts.length)
                .filter(code -> counts[code] > 0)
                .filter(code -> WORDS.contains(column.levels().get(code).strip().toLowerCase(Locale.ROOT)))
                .mapToObj(code -> new Word(column.name(), column.levels().get(code), counts[code]))
                .toList();
        long words = Arrays.stream(counts).filter(count -> count > 0).count();
        return found.size() < words ? found : List.of();
    }
}
