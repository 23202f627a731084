package io.souschef.recipe.inspect.tables;

import io.souschef.data.Table;
import io.souschef.data.table.CategoryColumn;
import io.souschef.data.table.Slips;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Excerpt;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Columns of numbers with words among them. A few words are slips of the pen and count as missing; where they are many, the whole column
 * is words to the net, and "10" lies no nearer to "11" than to "n/k".
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"corrupted images / labels", section 1 of the recipe</a>
 */
public final class MixedTypes implements Look {
    /** Of the cells of a column of words, those that are numbers; and how many different ones. A scale of 1, 2, 3, 4+ has fewer. */
    private static final double NUMBERS = 0.5;

    private static final int DISTINCT = 10, EXAMPLES = 5, LETTERS = 60;
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.table().map(table -> finding(seen, table));
    }

    private static Finding finding(Inspection seen, Table table) {
        List<List<String>> rows = new ArrayList<>();
        for (Slips slips : table.aside().slips()) {
            rows.add(List.of(
                    slips.column(),
                    "numbers; the words count as missing",
                    Phrases.count(slips.count(), "word", "words") + " in "
                            + Phrases.count(slips.cells(), "cell", "cells"),
                    String.join(", ", slips.examples())));
        }
        Stream.concat(table.columns().stream(), table.aside().columns().stream())
                .filter(CategoryColumn.class::isInstance)
                .map(CategoryColumn.class::cast)
                .forEach(words -> mixed(seen, words).ifPresent(rows::add));
        List<String> names = rows.stream().map(row -> "'" + row.get(0) + "'").toList();
        Finding.Draft draft = Finding.of("one type in each column", "mixed-types")
                .measured(
                        "%s",
                        names.isEmpty()
                                ? "no column mixes numbers and words"
                                : Phrases.count(names.size(), "column mixes", "columns mix") + " numbers and words: "
                                        + Phrases.some(names, 6))
                .expected("numbers or words in each column");
        if (names.isEmpty()) {
            return draft.okIf(true);
        }
        return draft.cause("%s: %s", names.get(0), rows.get(0).get(3))
                .fix(
                        "correct the words, or empty their cells; --type NAME=number takes the numbers of a column as they are")
                .evidence(new Evidence.Grid(
                        "Numbers and words in one column",
                        "",
                        List.of("column", "read as", "words", "which"),
                        rows,
                        "llll"))
                .warnIf(true);
    }

    private static Optional<List<String>> mixed(Inspection seen, CategoryColumn column) {
        int[] counts = column.counts();
        boolean[] number = new boolean[counts.length];
        long cells = 0;
        long numbers = 0;
        int distinct = 0;
        for (int code = 0; code < counts.length; code++) {
            number[code] = NUMBER.matcher(column.levels().get(code).strip()).matches();
            cells += counts[code];
            numbers += number[code] ? counts[code] : 0;
            distinct += number[code] && counts[code] > 0 ? 1 : 0;
        }
        if (numbers < NUMBERS * cells || numbers == cells || distinct < DISTINCT) {
            return Optional.empty();
        }
        String which = IntStream.range(0, column.size())
                .filter(id -> !column.isMissing(id) && !number[column.codes()[id]])
                .limit(EXAMPLES)
                .mapToObj(id -> seen.nameOf(id) + " '" + Excerpt.cut(column.text(id), LETTERS) + "'")
                .collect(Collectors.joining(", "));
        return Optional.of(List.of(
                column.name(),
                "words",
                Phrases.count(cells - numbers, "word", "words") + " in " + Phrases.count(cells, "cell", "cells"),
                which));
    }
}
