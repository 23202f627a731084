package io.souschef.data.pantry;

import io.souschef.data.Texts;
import io.souschef.data.table.CategoryColumn;
import io.souschef.data.table.Column;
import io.souschef.data.text.Text;
import io.souschef.data.text.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A column of a table that holds texts, where there is nothing else to learn from: what a bag of words is made of. */
final class TextColumn {
    /** Words of the cell in the middle. Names have two or three, addresses about six, titles of news ten. */
    private static final int WORDS = 5;

    private TextColumn() {}

    /**
     * The only column of texts among these; empty where there is none, or more than one.
     *
     * @param kept the rows that have a target
     * @param rows per kept row, its number in the file
     */
    static Optional<Texts> of(List<Column> columns, int[] kept, int[] rows) {
        List<Column> texts =
                columns.stream().filter(column -> isText(column, kept)).toList();
        return texts.size() == 1 ? Optional.of(texts(texts.get(0), kept, rows)) : Optional.empty();
    }

    private static boolean isText(Column column, int[] kept) {
        if (!(column instanceof CategoryColumn)) {
            return false;
        }
        int[] words = Arrays.stream(kept)
                .parallel()
                .map(row -> Words.hashes(column.text(row), 0, WORDS).length)
                .sorted()
                .toArray();
        return words.length > 0 && words[words.length / 2] >= WORDS;
    }

    private static Texts texts(Column column, int[] kept, int[] rows) {
        return new Texts(
                IntStream.range(0, kept.length)
                        .mapToObj(i -> Text.of("row " + rows[i], column.text(kept[i])))
                        .toList(),
                Optional.of(column.name()),
                List.of());
    }
}
